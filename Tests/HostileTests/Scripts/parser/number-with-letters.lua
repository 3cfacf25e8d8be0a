-- A number that goes on as a name.
-- expect: error
local a = 3x
