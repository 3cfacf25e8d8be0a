-- Moves at the ends of the integers.
-- expect: harmless
local t = { 1, 2, 3 }
assert(not pcall(table.move, t, math.mininteger, math.maxinteger, 1))
assert(not pcall(table.move, t, 1, 3, math.maxinteger))
assert(not pcall(table.move, t, math.mininteger, 0, 1))
assert(table.move(t, math.maxinteger, math.mininteger, 1) == t)
table.move(t, 1, 3, math.maxinteger - 2)
assert(t[math.maxinteger] == 3)
