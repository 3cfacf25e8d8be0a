-- Each zero byte is six bytes in a frame.
-- expect: budget
local line = ("\0"):rep(90000)
while true do print(line) end
