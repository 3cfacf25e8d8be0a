-- Each sign is six in a frame.
-- expect: budget
local s = ("\1"):rep(100000) while true do print(s) end
