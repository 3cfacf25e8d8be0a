-- __pairs walks with pairs.
-- expect: error
local object
object = setmetatable({}, { __pairs = function(self) return pairs(self) end })
for _ in pairs(object) do end
