-- pcall protects pcall, and that again.
-- expect: budget
local function loop() while true do end end
while true do pcall(pcall, pcall, pcall, pcall, loop) end
