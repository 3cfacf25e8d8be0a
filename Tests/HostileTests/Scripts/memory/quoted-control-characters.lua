-- Each byte becomes four.
-- expect: budget
local s = ("\1"):rep(1000):rep(10000) local t = {} while true do t[#t + 1] = ("%q"):format(s) end
