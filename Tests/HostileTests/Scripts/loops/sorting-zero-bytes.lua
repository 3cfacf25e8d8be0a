-- The same in a sort.
-- expect: budget
local t = {}
for i = 1, 10 do t[i] = ("\0"):rep(1000):rep(1000) .. i end
for i = 1, 1e9 do t[1], t[10] = t[10], t[1] table.sort(t) end
