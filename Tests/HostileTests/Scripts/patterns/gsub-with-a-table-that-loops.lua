-- The replacement table never answers.
-- expect: budget
("abc"):gsub("%w", setmetatable({}, { __index = function() while true do end end }))
