-- Errors with places, made and caught.
-- expect: budget
local function f(n) if n == 0 then local x = nil; return x.y end return f(n - 1) + 1 end while true do pcall(f, 150) end
