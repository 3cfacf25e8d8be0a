-- math.floor and its like turn a text into a number, too.
-- expect: budget
local digits = ("1"):rep(1000000)
while true do math.floor(digits) end
