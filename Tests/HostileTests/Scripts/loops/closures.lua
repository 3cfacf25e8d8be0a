-- Makes functions for ever.
-- expect: budget
local f
while true do
  local n = f
  f = function() return n == nil end
end
