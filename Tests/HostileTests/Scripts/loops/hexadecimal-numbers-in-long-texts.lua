-- The same in hexadecimal, which has a reader of its own.
-- expect: budget
local digits = "0x" .. ("1"):rep(1000000)
while true do local _ = digits * 2 end
