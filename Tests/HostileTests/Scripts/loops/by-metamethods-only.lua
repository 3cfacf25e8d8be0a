-- Arithmetic whose results are its operands.
-- expect: budget
local o
o = setmetatable({}, { __add = function(a, b) return a end, __lt = function() return true end })
while o < o do o = o + o end
