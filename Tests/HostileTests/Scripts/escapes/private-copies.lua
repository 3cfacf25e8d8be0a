-- The private copy of a metatable cannot be seen.
-- expect: harmless
local events = { __index = function() return 1 end }
local object = setmetatable({}, events)
assert(getmetatable(object) == events)
for key, value in pairs(events) do assert(key == "__index" and type(value) == "function") end
local key, value = next(events)
assert(key == "__index" and type(value) == "function" and next(events, key) == nil)
local n = 0
for _ in pairs(events) do n = n + 1 end
assert(n == 1)
assert(not pcall(bot.json.encode, events))
