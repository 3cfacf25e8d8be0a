-- Ordering never ends.
-- expect: budget
local events = { __lt = function() while true do end end }
local _ = setmetatable({}, events) < setmetatable({}, events)
