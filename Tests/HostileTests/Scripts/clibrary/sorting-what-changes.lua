-- The comparator empties and fills the list that is being sorted.
-- expect: harmless
local t = {}
for i = 1, 100 do t[i] = 100 - i end
local n = 0
table.sort(t, function(a, b)
  n = n + 1
  if n % 7 == 0 then for i = 1, #t do t[i] = nil end end
  if n % 11 == 0 then for i = 1, 200 do t[i] = {} end end
  return a < b
end)
