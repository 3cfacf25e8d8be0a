-- The replacement table raises.
-- expect: error
("abc"):gsub("%w", setmetatable({}, { __index = function() error("no " .. "such thing") end }))
