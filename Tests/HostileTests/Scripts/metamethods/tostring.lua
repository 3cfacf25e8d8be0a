-- Showing an object never ends.
-- expect: budget
local object = setmetatable({}, { __tostring = function() while true do end end })
print(object)
