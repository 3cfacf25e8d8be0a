-- Returns through a variable to be closed, for ever.
-- expect: budget
local function once() local x <close> = setmetatable({}, { __close = function() end }) return 1 end
while true do once() end
