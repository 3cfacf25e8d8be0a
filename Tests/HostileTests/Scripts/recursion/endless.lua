-- Calls itself until the stack is full: what it takes is more than the plugin may have.
-- expect: budget
local function deeper() return 1 + deeper() end
deeper()
