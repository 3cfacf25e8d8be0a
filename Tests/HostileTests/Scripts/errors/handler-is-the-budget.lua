-- xpcall of a loop, handled by a loop.
-- expect: budget
local function loop() while true do end end xpcall(loop, loop)
