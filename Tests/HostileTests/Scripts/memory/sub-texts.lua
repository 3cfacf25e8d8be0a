-- Parts of a text are copies.
-- expect: budget
local text, kept = ("x"):rep(1000000), {}
while true do kept[#kept + 1] = text:sub(2, -2) end
