-- Sorts half a million numbers, again and again.
-- expect: budget
local t = {}
while true do
  for i = 1, 500000 do t[i] = (i * 7919) % 500009 end
  table.sort(t)
end
