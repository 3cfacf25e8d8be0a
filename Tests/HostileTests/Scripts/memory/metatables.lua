-- A metatable for each object: each has a private copy.
-- expect: budget
local kept = {}
while true do kept[#kept + 1] = setmetatable({}, { __index = {}, __len = function() return 0 end }) end
