-- Showing what is printed prints.
-- expect: budget
local object
object = setmetatable({}, { __tostring = function()
  for _ = 1, 1000 do print("more") end
  return "x"
end })
while true do print(object, object) end
