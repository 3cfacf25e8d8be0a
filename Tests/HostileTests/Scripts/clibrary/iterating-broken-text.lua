-- Texts that are not UTF-8, cut in the middle of a character.
-- expect: harmless
for _, text in ipairs { "\xF0", "\xE2\x82", "\xFF", "a\x80", "\xC0\x80", "\xED\xA0\x80", "\xF8\x88\x80\x80\x80" } do
  assert(utf8.len(text) == nil)
  pcall(function() for _ in utf8.codes(text) do end end)
  pcall(utf8.codepoint, text, 1, -1)
  for i = -3, 3 do pcall(utf8.offset, text, i) end
end
