-- A thousand blocks to close, each of which fails.
-- expect: harmless
local closed = 0
local meta = { __close = function() closed = closed + 1 error("closing " .. closed) end }
local function deep(n) local x <close> = setmetatable({}, meta) if n > 0 then deep(n - 1) end end
assert(not pcall(deep, 100) and closed == 101)
