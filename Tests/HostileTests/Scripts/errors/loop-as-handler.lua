-- The handler is the loop.
-- expect: budget
local function loop() while true do end end
xpcall(loop, loop)
