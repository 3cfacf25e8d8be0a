-- Every pairs makes a list of the table's keys in order.
-- expect: budget
local t = {}
for i = 1, 50000 do t["key" .. i] = i end
while true do
  for _ in pairs(t) do break end
end
