-- Each error on the way out replaces the one before.
-- expect: budget
local function fails()
  local _ <close> = setmetatable({}, { __close = function() error("second") end })
  local _ <close> = setmetatable({}, { __close = function() error("third") end })
  error("first")
end
while true do pcall(fails) end
