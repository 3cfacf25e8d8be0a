-- Has all of the memory.
-- expect: harmless
assert(t == nil)
local parts = {}
for i = 1, 300 do parts[i] = ("x"):rep(100000) end
assert(#parts == 300)
