-- The budget ends, and the block that is closed protects another loop.
-- expect: budget
local x <close> = setmetatable({}, { __close = function() pcall(function() while true do end end) while true do end end })
while true do end
