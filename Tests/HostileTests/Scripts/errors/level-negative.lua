-- A level that there is not.
-- expect: error
error("odd place", -5)
