-- An object is not closed when it is forgotten.
-- expect: harmless
local closed = false
setmetatable({}, { __close = function() closed = true end })
for i = 1, 100000 do local _ = {} end
assert(not closed)
assert(not pcall(setmetatable, {}, { __gc = function() end }) and not pcall(setmetatable, {}, { __mode = "k" }))
