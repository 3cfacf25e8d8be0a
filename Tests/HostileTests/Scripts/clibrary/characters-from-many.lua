-- Hundreds of thousands of arguments to one function, for ever.
-- expect: budget
local t = {}
for i = 1, 90000 do t[i] = 65 end
local function flood(...)
  while true do
    string.char(...)
    utf8.char(...)
    math.max(...)
  end
end
flood(table.unpack(t))
