-- Two hundred arguments, passed on and on.
-- expect: budget
local function f(...) return select("#", ...), ... end local t = table.pack(table.unpack({}, 1, 200)) while true do f(f(f(table.unpack(t, 1, 200)))) end
