-- Texts share a metatable that nobody reaches.
-- expect: harmless
assert(getmetatable("") == false and not pcall(setmetatable, "", {}))
assert(not pcall(function() ("").x = 1 end) and ("").x == nil)
assert(("10" + 5) == 15 and "3" * "4" == 12 and -"2" == -2 and not pcall(function() return "x" + 1 end))
