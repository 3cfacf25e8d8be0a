-- An attribute that is none.
-- expect: error
local x <weak> = {}
