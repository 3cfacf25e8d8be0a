-- Thousands of numbers with a hundred digits each, for ever.
-- expect: budget
local numbers = {}
for i = 1, 1400 do numbers[i] = 1e308 end
local format = ("%99.99f"):rep(1400)
while true do string.format(format, table.unpack(numbers)) end
