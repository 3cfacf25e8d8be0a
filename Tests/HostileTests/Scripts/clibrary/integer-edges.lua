-- The least integer divided by minus one, remainders, shifts.
-- expect: harmless
assert(math.mininteger // -1 == math.mininteger and math.mininteger % -1 == 0)
assert(math.fmod(math.mininteger, -1) == 0)
assert(not pcall(function() return 1 // 0 end) and not pcall(math.fmod, 1, 0))
assert(1 << 64 == 0 and 1 << math.mininteger == 0 and 1 >> -64 == 0)
assert(math.abs(math.mininteger) == math.mininteger)
