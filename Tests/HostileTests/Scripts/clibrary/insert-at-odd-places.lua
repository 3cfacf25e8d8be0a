-- Places that are not there.
-- expect: harmless
local t = { 1, 2, 3 }
for _, place in ipairs { 0, 5, -1, math.maxinteger, math.mininteger } do
  assert(not pcall(table.insert, t, place, "x"))
end
for _, place in ipairs { 5, -1, math.maxinteger, math.mininteger } do assert(not pcall(table.remove, t, place)) end
assert(#t == 3 and not pcall(table.insert, t) and not pcall(table.insert, t, 1, 2, 3))
