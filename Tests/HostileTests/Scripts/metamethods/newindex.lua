-- Writing a name never ends.
-- expect: budget
local object = setmetatable({}, { __newindex = function() while true do end end })
object.name = 1
