-- Codes of characters that there are not.
-- expect: harmless
assert(not pcall(utf8.char, -1) and not pcall(utf8.char, 1 << 31) and not pcall(utf8.char, math.maxinteger))
assert(utf8.char(0x7FFFFFFF) == "\u{7FFFFFFF}" and not pcall(utf8.codepoint, "\u{7FFFFFFF}"))
assert(not pcall(string.char, 256) and not pcall(string.char, -1) and not pcall(string.char, math.mininteger))
assert(not utf8.len("\xF4\x90\x80\x80") and utf8.len("\u{D800}") == nil and utf8.len("\u{D800}", 1, -1, true) == 1)
