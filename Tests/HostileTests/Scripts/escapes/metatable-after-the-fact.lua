-- Events put into a metatable later are not seen.
-- expect: harmless
local meta = {}
local o = setmetatable({}, meta)
meta.__gc, meta.__mode, meta.__concat = function() end, "kv", function() return "x" end
assert(getmetatable(o) == meta and not pcall(function() return o .. "x" end))
assert(not pcall(setmetatable, o, meta))
