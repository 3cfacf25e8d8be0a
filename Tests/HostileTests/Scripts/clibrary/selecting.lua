-- select with numbers that are too large or too small.
-- expect: harmless
assert(select("#", select(math.maxinteger, 1, 2)) == 0)
assert(not pcall(select, math.mininteger, 1) and not pcall(select, 0, 1) and select(-1, 1, 2) == 2)
