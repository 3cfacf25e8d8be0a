-- Comparing never ends.
-- expect: budget
local events = { __eq = function() while true do end end }
local _ = setmetatable({}, events) == setmetatable({}, events)
