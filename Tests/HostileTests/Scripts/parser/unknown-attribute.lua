-- An attribute that there is not.
-- expect: error
local x <weak> = 1
