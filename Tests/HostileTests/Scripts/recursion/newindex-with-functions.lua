-- Assignments that assign.
-- expect: error
local o; o = setmetatable({}, { __newindex = function(_, k, v) o[k] = v end }) o.x = 1
