-- ipairs asks __index, which always has a value.
-- expect: budget
for _ in ipairs(setmetatable({}, { __index = function(_, i) return i end })) do end
