-- The library does not ask __len: it works with what is there.
-- expect: harmless
local object = setmetatable({ 1, 2, 3 }, { __len = function() return math.maxinteger end })
assert(table.concat(object, ",") == "1,2,3")
table.insert(object, 4)
assert(rawlen(object) == 4 and table.remove(object) == 4)
table.sort(object, function(a, b) return a > b end)
assert(object[1] == 3 and select("#", table.unpack(object)) == 3)
