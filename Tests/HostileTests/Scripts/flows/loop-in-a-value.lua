-- A value of a text never ends when it is shown.
-- expect: budget instructions
local value = setmetatable({}, { __tostring = function() while true do end end })
chat:say("{value}", { value = value })
