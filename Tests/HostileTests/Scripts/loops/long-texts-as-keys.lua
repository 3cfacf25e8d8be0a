-- A new long text has to be read whole to be looked up.
-- expect: budget
local text, t = ("x"):rep(5000000), {}
while true do local _ = t[text .. "a"] end
