-- An object that has every index.
-- expect: budget
for i, v in ipairs(setmetatable({}, { __index = function(_, i) return i end })) do end
