-- Two hundred blocks to close each time.
-- expect: budget
local m = { __close = function() end } local function f(n) local x <close> = setmetatable({}, m) if n > 0 then f(n - 1) end end while true do f(150) end
