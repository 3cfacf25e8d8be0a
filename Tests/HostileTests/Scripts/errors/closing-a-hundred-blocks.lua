-- Many blocks are open when the budget ends, and each would go on.
-- expect: budget
local function deeper(n)
  local _ <close> = setmetatable({}, { __close = function() while true do end end })
  if n > 0 then return (deeper(n - 1)) end
  while true do end
end
deeper(150)
