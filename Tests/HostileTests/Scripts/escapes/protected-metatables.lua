-- What protects itself stays.
-- expect: harmless
local o = setmetatable({}, { __metatable = "locked", __index = { a = 1 } })
assert(getmetatable(o) == "locked" and not pcall(setmetatable, o, {}) and not pcall(setmetatable, o, nil) and o.a == 1)
