-- Thousands of times the same text of megabytes, and the same made twice.
-- expect: budget
local one, other, t = ("x"):rep(8000000), ("x"):rep(8000000), {}
for i = 1, 5000 do t[i] = one end
table.sort(t)
for i = 1, 5000 do t[i] = i % 2 == 0 and one or other end
table.sort(t)
