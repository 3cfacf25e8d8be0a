-- Every letter as a class, in each function.
-- expect: harmless
for byte = 0, 255 do
  local pattern = "%" .. string.char(byte)
  for _, f in ipairs { string.find, string.match, string.gmatch } do pcall(f, "abc \0\255", pattern) end
  pcall(string.gsub, "abc", pattern, pattern)
  pcall(string.find, "abc", "[" .. pattern .. "]")
  pcall(string.find, "abc", pattern .. "-" .. pattern .. "*")
end
