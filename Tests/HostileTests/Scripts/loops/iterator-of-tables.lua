-- An iterator that is a table.
-- expect: budget
for x in setmetatable({}, { __call = function() return true end }) do end
