-- Every operator has an event that never ends.
-- expect: budget
local events = {}
for _, name in ipairs { "add", "sub", "mul", "div", "mod", "pow", "unm", "idiv", "band", "bor", "bxor", "shl", "shr", "bnot" } do
  events["__" .. name] = function() while true do end end
end
local object = setmetatable({}, events)
while true do
  pcall(function() return object + 1 end)
  pcall(function() return -object end)
  pcall(function() return object // 2 end)
  pcall(function() return ~object end)
end
