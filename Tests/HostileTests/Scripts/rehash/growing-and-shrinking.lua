-- A table that is filled and emptied counts itself again and again.
-- expect: budget
local t = {}
for i = 1, 100000 do t[i] = i end
while true do
  for i = 1, 8 do t["k" .. i] = i end
  for i = 1, 8 do t["k" .. i] = nil end
  t.x = 1
  t.x = nil
end
