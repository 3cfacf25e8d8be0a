-- Objects against numbers and texts.
-- expect: harmless
local o = setmetatable({}, { __lt = function() return true end, __le = function() return false end })
assert(o < 1 and 1 < o and not (o <= "x") and not pcall(function() return o < nil and {} < o and 1 < "x" end))
