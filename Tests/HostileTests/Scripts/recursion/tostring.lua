-- Showing an object shows the object.
-- expect: error
local object = setmetatable({}, { __tostring = function(self) return "object " .. tostring(self) end })
tostring(object)
