-- A level of the stack that is not there.
-- expect: error
error("far away", math.maxinteger)
