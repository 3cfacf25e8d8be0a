-- A handler gives more than one value.
-- expect: harmless
local good, a, b = xpcall(error, function(e) return e, e end, "x")
assert(not good and a == "x" and (b == nil or b == "x"))
