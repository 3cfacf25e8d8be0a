-- Comparators that contradict themselves must not lead the sort out of its list.
-- expect: harmless
local t = {}
for i = 1, 2000 do t[i] = i end
table.sort(t, function() return true end)
table.sort(t, function() return false end)
local n = 0
table.sort(t, function()
  n = n + 1
  return n % 3 == 0
end)
assert(#t == 2000)
for i = 1, 2000 do assert(math.type(t[i]) == "integer") end
