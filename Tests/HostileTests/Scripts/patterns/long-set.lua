-- A set of thousands of characters for each one of the text.
-- expect: harmless
local set = "[" .. ("b"):rep(50000) .. "]"
assert(("a"):rep(50000):find(set) == nil)
