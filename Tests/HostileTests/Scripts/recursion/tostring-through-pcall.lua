-- Text of text of text, protected each time.
-- expect: harmless
local depth = 0
local o
o = setmetatable({}, { __tostring = function() depth = depth + 1 local good, text = pcall(tostring, o) return good and text or "end" end })
assert(tostring(o) == "end" and depth > 10)
