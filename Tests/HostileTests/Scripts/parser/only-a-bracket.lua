-- A bracket that closes nothing.
-- expect: error
)
