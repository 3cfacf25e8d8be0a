-- A table that is its own metatable.
-- expect: harmless
local object = {}
object.__index = object
object.__newindex = nil
setmetatable(object, object)
assert(getmetatable(object) == object)
assert(not pcall(function() return object.x end))
object.x = 1
assert(object.x == 1)
