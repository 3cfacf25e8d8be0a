-- Fills the stack with values again and again.
-- expect: budget
local function f(n, ...) if n == 0 then return select("#", ...) end return f(n - 1, n, ...) end while true do pcall(f, 200) end
