-- The file ends in the middle.
-- expect: error
local function f(a, b
