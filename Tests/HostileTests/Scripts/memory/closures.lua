-- Every function holds the one before it, and a value of its own.
-- expect: budget
local f = function() end
while true do
  local before, own = f, {}
  f = function() return before, own end
end
