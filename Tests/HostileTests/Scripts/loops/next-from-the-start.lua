-- Every next(t) makes the list of keys anew.
-- expect: budget
local t = {}
for i = 1, 50000 do t["key" .. i] = i end
while true do next(t) end
