-- Random numbers between the ends of the integers.
-- expect: harmless
assert(math.type(math.random(math.mininteger, math.maxinteger)) == "integer" and math.type(math.random(0)) == "integer")
assert(not pcall(math.random, 2, 1) and not pcall(math.random, math.maxinteger, math.mininteger) and not pcall(math.random, 1, 2, 3))
assert(not pcall(math.random, 1.5) and not pcall(math.random, math.huge))
for i = 1, 1000 do
  local n = math.random(-3, 3)
  assert(n >= -3 and n <= 3)
end
