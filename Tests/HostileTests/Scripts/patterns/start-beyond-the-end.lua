-- Starts at places that are not there.
-- expect: harmless
assert(("abc"):find("b", 1000) == nil)
assert(("abc"):find("", math.maxinteger) == nil)
assert(("abc"):find("a", math.mininteger) == 1)
assert(("abc"):match("()", 4) == 4)
assert(("abc"):gmatch(".", 100)() == nil)
