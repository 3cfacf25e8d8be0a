-- __index chains of the greatest allowed length.
-- expect: budget
local t = {}
for _ = 1, 1900 do t = setmetatable({}, { __index = t }) end
while true do local _ = t.x end
