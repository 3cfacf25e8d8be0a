-- The event is added when the metatable is set already: it must never run.
-- expect: harmless
local events, ran = {}, false
for _ = 1, 100 do setmetatable({}, events) end
events.__gc = function() ran = true end
local kept = {}
for i = 1, 50000 do kept[i % 100] = { i } end
assert(not ran, "a finalizer ran")
assert(not pcall(setmetatable, {}, events), "a metatable with __gc was taken")
