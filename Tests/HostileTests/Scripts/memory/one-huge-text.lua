-- Asks for a terabyte at once.
-- expect: budget
local _ = ("x"):rep(1 << 40)
