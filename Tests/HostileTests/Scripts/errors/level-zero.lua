-- Without a place of its own.
-- expect: error
error("no place", 0)
