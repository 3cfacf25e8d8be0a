-- Fills the stack, catches that, and fills it again.
-- expect: budget
local function deeper() return 1 + deeper() end
while true do pcall(deeper) end
