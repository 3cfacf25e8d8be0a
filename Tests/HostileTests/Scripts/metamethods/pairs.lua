-- __pairs gives an iterator that never ends.
-- expect: budget
local object = setmetatable({}, { __pairs = function() return function() return 1 end end })
for _ in pairs(object) do end
