-- Half the stack, filled and left without end.
-- expect: budget
local function deep(n) if n == 0 then error("x") end return 1 + deep(n - 1) end
while true do pcall(deep, 50000) end
