-- What the sandbox keeps in a metatable has keys that no script can make.
-- expect: harmless
local events = { __len = function() return 7 end }
local object = setmetatable({}, events)
assert(#object == 7)
local copy = {}
for key, value in next, events do copy[key] = value end
for i = -10, 10 do assert(events[i] == nil) end
assert(copy.__len and #setmetatable({}, copy) == 7)
