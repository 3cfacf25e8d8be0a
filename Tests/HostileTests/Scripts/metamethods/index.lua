-- Reading a name never ends.
-- expect: budget
local object = setmetatable({}, { __index = function() while true do end end })
local _ = object.name
