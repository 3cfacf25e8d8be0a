-- A reserved word as a name.
-- expect: error
local end = 1
