-- Each closing opens what has to be closed.
-- expect: error
local function open()
  local _ <close> = setmetatable({}, { __close = function() open() end })
end
open()
