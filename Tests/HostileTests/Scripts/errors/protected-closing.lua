-- What is closed on the way out protects itself, and goes on.
-- expect: budget
local function stubborn()
  local _ <close> = setmetatable({}, { __close = function() pcall(function() while true do end end) end })
  while true do end
end
while true do pcall(stubborn) end
