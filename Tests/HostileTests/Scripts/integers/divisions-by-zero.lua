-- Division and remainder by zero, and of the smallest integer by -1.
-- expect: harmless
assert(not pcall(function() return 1 // 0 end) and not pcall(function() return 1 % 0 end))
assert(math.mininteger // -1 == math.mininteger and math.mininteger % -1 == 0)
assert(1 // 0.0 == math.huge and (1 % math.huge) == 1.0)
assert(math.abs(math.mininteger) == math.mininteger)
assert(math.fmod(math.mininteger, -1) == 0 and not pcall(math.fmod, 1, 0))
assert(-math.mininteger == math.mininteger and math.maxinteger + 1 == math.mininteger)
