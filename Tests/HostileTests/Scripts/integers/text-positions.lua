-- Positions at both ends of the integers, in each function that takes one.
-- expect: harmless
local least, most = math.mininteger, math.maxinteger
for _, from in ipairs { least, least + 1, -1, 0, 1, most - 1, most } do
  for _, to in ipairs { least, least + 1, -1, 0, 1, most - 1, most } do
    assert(#("abc"):sub(from, to) <= 3 and select("#", ("abc"):byte(from, to)) <= 3)
    pcall(utf8.len, "abc", from, to)
    pcall(utf8.codepoint, "abc", from, to)
    pcall(utf8.offset, "abc", from, to)
    pcall(string.find, "abc", "b", from, true)
    pcall(string.find, "abc", "()b", from)
    pcall(string.gmatch, "abc", "b", from)
    pcall(string.gsub, "abc", "b", "c", from)
  end
end
