-- Functions that make a text as long as their argument.
-- expect: budget
local text, kept = ("x"):rep(10000000), {}
while true do kept[#kept + 1] = text:upper():reverse():lower() end
