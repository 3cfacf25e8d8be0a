-- Places at the ends of the integers.
-- expect: harmless
local text = "abc"
assert(text:sub(math.mininteger, math.maxinteger) == "abc" and text:sub(math.maxinteger) == "")
assert(text:byte(math.maxinteger) == nil and select("#", text:byte(math.mininteger, math.maxinteger)) == 3)
assert(text:sub(-math.maxinteger, -math.maxinteger) == "")
