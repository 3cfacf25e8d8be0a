-- The library does not ask __index: a list without end is a list without anything.
-- expect: harmless
local object = setmetatable({}, { __index = function() return "x" end })
assert(table.concat(object) == "")
assert(not pcall(table.concat, object, "", 1, 1000000000))
assert(select("#", table.unpack(object)) == 0)
