-- The length never ends.
-- expect: budget
local object = setmetatable({}, { __len = function() while true do end end })
local _ = #object
