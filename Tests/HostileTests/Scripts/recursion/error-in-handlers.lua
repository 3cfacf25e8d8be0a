-- Handlers that fail in handlers that fail.
-- expect: harmless
local function failing(n) return function() if n > 0 then xpcall(error, failing(n - 1), "x") end error("again") end end
assert(not xpcall(error, failing(100), "x"))
assert(1 + 1 == 2)
