-- As many arguments as the stack can hold, on several levels.
-- expect: budget
local t = {}
for i = 1, 200000 do t[i] = i end
local function deeper(n, ...)
  local a = n > 0 and deeper(n - 1, table.unpack(t))
  return a, ...
end
while true do pcall(deeper, 1000, table.unpack(t)) end
