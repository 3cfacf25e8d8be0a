-- A constant is set.
-- expect: error
local x <const> = 1
x = 2
