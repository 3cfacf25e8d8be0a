-- Showing an object within a format never ends.
-- expect: budget
local object = setmetatable({}, { __tostring = function() while true do end end })
local _ = ("%s"):format(object)
