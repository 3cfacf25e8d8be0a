-- The last of many blocks to close never ends.
-- expect: budget
local function deep(n)
  local x <close> = setmetatable({}, { __close = function() if n == 0 then while true do end end end })
  if n > 0 then deep(n - 1) end
end
deep(150)
