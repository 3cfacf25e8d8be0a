-- Functions with another environment each.
-- expect: harmless
local function f(_ENV) x = 1 return x end
assert(f({}) == 1 and x == nil and not pcall(f, 1))
