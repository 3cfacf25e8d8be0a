-- A table of all arguments, again and again.
-- expect: budget
local t = {}
for i = 1, 200000 do t[i] = i end
local function flood(...)
  while true do local _ = { ... } end
end
flood(table.unpack(t))
