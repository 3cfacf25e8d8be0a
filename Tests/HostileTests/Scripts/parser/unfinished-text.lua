-- A text that never ends.
-- expect: error
local x = "
