-- A call event with as many arguments as there may be.
-- expect: budget
local o = setmetatable({}, { __call = function(self, ...) return select("#", ...) end }) while true do o(table.unpack({}, 1, 200000)) end
