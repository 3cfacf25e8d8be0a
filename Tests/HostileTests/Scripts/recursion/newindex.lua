-- Writing a name writes a name.
-- expect: error
local object = setmetatable({}, { __newindex = function(self, name, value) self[name + 1] = value end })
object[1] = 1
