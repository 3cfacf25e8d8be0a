-- Shifts by more bits than there are, and by the smallest integer.
-- expect: harmless
assert(1 << 64 == 0 and 1 << 63 == math.mininteger and 1 << -1 == 0 and 1 >> math.mininteger == 0)
assert(1 << math.mininteger == 0 and -1 >> 63 == 1 and -1 >> 64 == 0 and -1 << math.maxinteger == 0)
assert(not pcall(function() return 1 << 2.5 end) and not pcall(function() return 1 | 2^63 end))
