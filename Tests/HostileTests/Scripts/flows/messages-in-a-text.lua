-- Sends whenever it is shown.
-- expect: budget messages
local o = setmetatable({}, { __tostring = function() chat:say("x") return "y" end })
while true do tostring(o) end
