-- Comparisons that compare.
-- expect: error
local o; o = setmetatable({}, { __le = function(a, b) return b <= a end }) local _ = o <= o
