-- Thousands of blocks wait to be closed, and each closing fails.
-- expect: error
local closing = setmetatable({}, { __close = function() error("closing failed") end })
local function deeper(n)
  local _ <close> = closing
  if n > 0 then deeper(n - 1) end
  return n
end
deeper(20000)
