-- Prints bytes that are not UTF-8: the frame must stay whole.
-- expect: harmless
local bytes = {}
for i = 0, 255 do bytes[#bytes + 1] = string.char(i) end
print(table.concat(bytes))
print(("\xFF"):rep(1000), ("\xE2\x82"):rep(1000), "\xED\xA0\x80")
for _ = 1, 5 do print(("é"):rep(49999) .. "x" .. ("é"):rep(50000)) end
