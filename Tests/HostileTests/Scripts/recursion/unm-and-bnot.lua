-- Minus and not of themselves.
-- expect: error
local o; o = setmetatable({}, { __unm = function() return -o end }) local _ = -o
