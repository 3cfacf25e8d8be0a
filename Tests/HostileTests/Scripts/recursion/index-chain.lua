-- Five thousand tables behind each other, each asked for what it has not.
-- expect: error
local t = {}
for _ = 1, 5000 do t = setmetatable({}, { __index = t }) end
local _ = t.x
