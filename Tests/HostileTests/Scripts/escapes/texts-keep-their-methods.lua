-- Changing string must not change what texts do.
-- expect: harmless
assert(not pcall(function() string.rep = function() return "changed" end end))
assert(not pcall(rawset, string, "rep", function() return "changed" end))
assert(("x"):rep(3) == "xxx")
string = { rep = function() return "changed" end }
assert(("x"):rep(3) == "xxx")
