-- Arithmetic on a text reads a number of a million digits.
-- expect: budget
local digits = ("1"):rep(1000000)
while true do local _ = digits + 0 end
