-- Numbers of all kinds, a few that are none.
-- expect: error
local a = { 0x, 1 }
