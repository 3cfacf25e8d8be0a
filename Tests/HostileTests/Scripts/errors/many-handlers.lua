-- xpcall within handlers, for ever.
-- expect: budget
local function handler(message) return xpcall(error, tostring, message) end
while true do xpcall(error, handler, "again") end
