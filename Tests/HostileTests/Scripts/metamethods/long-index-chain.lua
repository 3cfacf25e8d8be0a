-- Two thousand tables are asked for each name.
-- expect: budget
local object = {}
for _ = 1, 1900 do object = setmetatable({}, { __index = object }) end
local n = 0
while true do
  if object.a then n = n + 1 end
  if object.b then n = n + 1 end
  if object.c then n = n + 1 end
  if object.d then n = n + 1 end
end
