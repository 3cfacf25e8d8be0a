-- What is closed on the way out goes on.
-- expect: budget
local _ <close> = setmetatable({}, { __close = function() while true do end end })
while true do end
