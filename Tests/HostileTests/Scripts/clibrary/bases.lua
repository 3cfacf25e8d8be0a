-- Bases that are none.
-- expect: harmless
assert(not pcall(tonumber, "1", 1) and not pcall(tonumber, "1", 37) and not pcall(tonumber, "1", math.mininteger))
assert(not pcall(tonumber, 1, 10))
assert(tonumber("z", 36) == 35 and tonumber("", 36) == nil)
