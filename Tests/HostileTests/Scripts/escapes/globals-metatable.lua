-- The environment's metatable leads to the libraries of all.
-- expect: harmless
assert(getmetatable(_G) == false)
assert(not pcall(setmetatable, _G, {}))
assert(rawget(_G, "print") == nil)
assert(next(_G) == nil)
