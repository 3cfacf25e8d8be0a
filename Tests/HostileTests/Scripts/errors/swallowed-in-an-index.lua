-- The budget ends within an index.
-- expect: budget
local o = setmetatable({}, { __index = function() while true do end end }) while true do pcall(function() return o.x end) end
