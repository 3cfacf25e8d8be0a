-- The comparator sorts.
-- expect: error
local function sort() table.sort({ 2, 1 }, function(a, b) sort() return a < b end) end
sort()
