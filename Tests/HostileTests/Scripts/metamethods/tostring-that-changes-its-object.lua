-- The text of an object takes its metatable away.
-- expect: harmless
local o o = setmetatable({}, { __tostring = function(self) setmetatable(self, nil) return "gone" end })
assert(tostring(o) == "gone" and tostring(o):find("^table"))
