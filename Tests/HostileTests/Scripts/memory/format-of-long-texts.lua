-- One format that shows a long text many times.
-- expect: budget
local text = ("x"):rep(2000000)
local shown = {}
for i = 1, 90 do shown[i] = text end
local _ = ("%s"):rep(90):format(table.unpack(shown))
