-- Lists whose indices are the largest and smallest integers.
-- expect: harmless
local t = { [math.maxinteger] = 1, [math.maxinteger - 1] = 2, [math.mininteger] = 3 }
assert(#t == 0 or #t == math.maxinteger)
assert(not pcall(table.insert, t, math.mininteger, 1) and not pcall(table.insert, t, math.maxinteger, 1))
assert(not pcall(table.unpack, t, math.mininteger, math.maxinteger))
assert(not pcall(table.unpack, t, 1, math.maxinteger) and select("#", table.unpack(t, math.maxinteger, math.maxinteger)) == 1)
assert(not pcall(table.concat, t, "", math.mininteger, math.maxinteger))
assert(table.concat(t, ",", math.maxinteger - 1, math.maxinteger) == "2,1")
assert(not pcall(table.move, t, math.mininteger, math.maxinteger, 1))
assert(not pcall(table.move, t, 1, math.maxinteger, 2) and not pcall(table.move, t, -1, math.maxinteger, 1))
assert(not pcall(table.move, t, 1, 2, math.maxinteger))
