-- An order that sorts.
-- expect: error
local function order(a, b) table.sort({ 3, 2, 1 }, order) return a < b end table.sort({ 1, 2, 3 }, order)
