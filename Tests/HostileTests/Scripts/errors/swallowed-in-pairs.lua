-- The budget ends within __pairs.
-- expect: budget
local o = setmetatable({}, { __pairs = function() while true do end end }) while true do pcall(pairs, o) end
