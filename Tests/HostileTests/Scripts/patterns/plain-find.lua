-- A plain search compares the whole needle at each place.
-- expect: harmless
local text = ("a"):rep(400000)
assert(text:find(("a"):rep(200000) .. "b", 1, true) == nil)
