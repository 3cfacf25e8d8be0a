-- The largest level.
-- expect: error
error("far place", math.maxinteger)
