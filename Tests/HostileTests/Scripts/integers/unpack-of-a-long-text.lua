-- Takes a long text apart in a loop.
-- expect: budget
local text = ("x"):rep(1000):rep(1000)
while true do string.unpack("s4", "\64\66\15\0" .. text) end
