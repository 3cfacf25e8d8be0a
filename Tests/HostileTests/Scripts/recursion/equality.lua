-- Comparing compares.
-- expect: error
local events = {}
local a, b = setmetatable({}, events), setmetatable({}, events)
events.__eq = function(left, right) return left == right end
setmetatable(a, events)
setmetatable(b, events)
local _ = a == b
