-- Codes that are no characters.
-- expect: harmless
assert(not pcall(string.char, 256) and not pcall(string.char, -1) and not pcall(string.char, math.maxinteger))
assert(not pcall(utf8.char, -1) and not pcall(utf8.char, 0x80000000))
assert(#utf8.char(0x7FFFFFFF) == 6)
