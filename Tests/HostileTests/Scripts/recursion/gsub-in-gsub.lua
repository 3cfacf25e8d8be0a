-- A replacement that replaces, for ever deeper.
-- expect: error
local function f(x) return (x:gsub(".", f)) end f("a")
