-- Signs that Lua does not have.
-- expect: error
local x = 1 § 2
