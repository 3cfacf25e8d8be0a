-- Joins at the ends of the integers.
-- expect: harmless
assert(not pcall(table.concat, {}, "", math.mininteger, math.maxinteger))
assert(table.concat({ [math.maxinteger] = "x" }, ",", math.maxinteger, math.maxinteger) == "x")
assert(table.concat({}, ",", math.maxinteger, math.mininteger) == "")
