-- Counts down by the smallest integer there is.
-- expect: harmless
local n = 0
for i = math.maxinteger, math.mininteger, math.mininteger do n = n + 1 end
assert(n == 2, n)
for i = math.mininteger, math.maxinteger, math.maxinteger do n = n + 1 end
assert(n == 5, n)
for i = math.maxinteger - 1, math.maxinteger do n = n + 1 end
assert(n == 7, n)
for i = 3, math.mininteger do n = n + 1 end
assert(n == 7)
