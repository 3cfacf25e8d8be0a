-- select with the numbers at both ends.
-- expect: harmless
assert(select(math.maxinteger, 1, 2) == nil and select("#") == 0)
assert(not pcall(select, math.mininteger, 1) and not pcall(select, 0, 1) and not pcall(select, -3, 1, 2))
assert(select(-1, 1, 2) == 2)
