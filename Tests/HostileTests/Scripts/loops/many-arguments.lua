-- Each call copies a quarter of a million arguments in one instruction.
-- expect: budget
local t = {}
for i = 1, 250000 do t[i] = i end
local function count(...) return select("#", ...) end
local function flood(...)
  while true do count(...) end
end
flood(table.unpack(t))
