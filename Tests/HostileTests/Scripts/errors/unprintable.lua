-- A message of all bytes, none of it UTF-8.
-- expect: error
local bytes = {}
for i = 0, 255 do bytes[i + 1] = string.char(i) end
error(table.concat(bytes), 0)
