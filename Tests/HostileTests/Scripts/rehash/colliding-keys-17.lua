-- Keys that are apart in a table of this size and all at one place in one of the double size: growing it is one instruction.
-- expect: budget
local t, k = {}, 17
local step = (1 << (k + 1)) - 1
for i = 1, (1 << k) + 1 do t[i * step] = true end
