-- An error that is nothing.
-- expect: error
error(nil)
