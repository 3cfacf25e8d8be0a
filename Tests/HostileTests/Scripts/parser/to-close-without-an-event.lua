-- A number cannot be closed.
-- expect: error
local x <close> = 1
