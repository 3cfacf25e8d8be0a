-- A size that overflows must not come out small.
-- expect: budget
local _ = ("x"):rep(math.maxinteger, ("y"):rep(1000))
