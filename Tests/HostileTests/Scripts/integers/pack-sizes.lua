-- Sizes of packed items that are none.
-- expect: harmless
for _, format in ipairs { "i17", "i0", "I99999999999999999999", "!17", "!3 i4", "c", "s0", "s17", "Xz", "X", "q", "i-1", "c-1", "!0" } do
  assert(not pcall(string.pack, format, 1) , format)
end
assert(not pcall(string.packsize, "s") and not pcall(string.packsize, "z") and not pcall(string.packsize, "c9999999999999999999"))
assert(not pcall(string.packsize, ("c2147483647"):rep(5)))
assert(not pcall(string.unpack, "c2147483647", "x") and not pcall(string.unpack, "i4", "abc"))
assert(not pcall(string.unpack, "s8", "\255\255\255\255\255\255\255\255"))
assert(not pcall(string.unpack, "i4", "abcd", math.maxinteger))
assert(not pcall(string.pack, "i1", 200) and not pcall(string.pack, "z", "a\0b") and not pcall(string.pack, "s1", ("x"):rep(256)))
