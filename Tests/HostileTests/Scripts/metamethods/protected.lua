-- A metatable that says it is protected stays as it is.
-- expect: harmless
local object = setmetatable({}, { __metatable = "closed" })
assert(getmetatable(object) == "closed")
assert(not pcall(setmetatable, object, {}))
assert(not pcall(setmetatable, object, nil))
