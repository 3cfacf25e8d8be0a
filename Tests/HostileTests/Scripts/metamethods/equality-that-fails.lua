-- An equality that raises, in the library.
-- expect: harmless
local meta = { __eq = function() error("not equal") end }
local a, b = setmetatable({}, meta), setmetatable({}, meta)
assert(not pcall(function() return a == b end) and rawequal(a, a) and not rawequal(a, b))
