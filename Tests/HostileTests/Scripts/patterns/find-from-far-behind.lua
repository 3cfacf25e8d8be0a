-- Searches from beyond the end.
-- expect: harmless
assert(("abc"):find("", 4) == 4 and ("abc"):find("", 5) == nil and ("abc"):find("", math.maxinteger) == nil)
assert(("abc"):find("", math.mininteger) == 1 and ("abc"):match("()", 4) == 4 and ("abc"):match("()", 5) == nil)
