-- Two hundred thousand calls wait while each step copies a megabyte.
-- expect: budget
local text = ("x"):rep(1000):rep(1000)
local function deep(n) if n == 0 then while true do local _ = text .. n end end return 1 + deep(n - 1) end
deep(100000)
