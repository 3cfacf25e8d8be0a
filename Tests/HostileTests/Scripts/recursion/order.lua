-- Asking which comes first asks which comes first.
-- expect: error
local events = { __lt = function(left, right) return right < left end }
local _ = setmetatable({}, events) < setmetatable({}, events)
