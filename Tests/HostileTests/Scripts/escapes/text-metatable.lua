-- The metatable of all texts cannot be had.
-- expect: harmless
assert(getmetatable("") == false)
assert(not pcall(function() getmetatable("").__index = {} end))
assert(not pcall(setmetatable, "", {}))
assert(not pcall(rawset, "", "x", 1) and not pcall(rawget, "", "x"))
assert(("x").nothing == nil)
assert(not pcall(function() local text = "x" text.rep = 1 end))
