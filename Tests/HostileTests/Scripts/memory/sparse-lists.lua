-- Lists with one item far away.
-- expect: budget
local t = {} for i = 1, 1e9 do t[i] = { [1 << (i % 40)] = i } end
