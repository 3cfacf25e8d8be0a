-- As many protected calls inside each other as there may be.
-- expect: budget
local function f(n) if n > 0 then return pcall(f, n - 1) end error("x") end while true do f(140) end
