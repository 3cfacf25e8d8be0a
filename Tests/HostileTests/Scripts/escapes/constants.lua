-- A constant cannot be given a value.
-- expect: error
local x <const> = 1
x = 2
