-- The same with twice the keys: four times as long.
-- expect: budget
local t, k = {}, 18
local step = (1 << (k + 1)) - 1
for i = 1, (1 << k) + 1 do t[i * step] = true end
