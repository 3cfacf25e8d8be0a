-- A call cannot be set.
-- expect: error
f() = 1
