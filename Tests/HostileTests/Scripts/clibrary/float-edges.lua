-- Infinities and what is no number.
-- expect: harmless
local nan = 0 / 0
assert(math.tointeger(nan) == nil and math.tointeger(math.huge) == nil and math.tointeger(2 ^ 63) == nil)
assert(not pcall(function() return ({})[nan] == nil and (function() local t = {} t[nan] = 1 end)() end))
assert(not pcall(math.random, 2, 1) and not pcall(math.random, nan))
assert(not pcall(function() return 1 & 1.5 end) and not pcall(function() return 1 << 2 ^ 70 end))
for _ = 1, 100 do math.random(math.mininteger, math.maxinteger) end
