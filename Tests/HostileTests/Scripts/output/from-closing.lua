-- Goes on printing on the way out.
-- expect: budget
local _ <close> = setmetatable({}, { __close = function() while true do print("still here") end end })
while true do print("spam") end
