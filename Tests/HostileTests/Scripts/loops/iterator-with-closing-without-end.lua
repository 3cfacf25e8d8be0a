-- The fourth value of a loop is closed when the loop never ends.
-- expect: budget
for _ in function() return 1 end, nil, nil, setmetatable({}, { __close = function() while true do end end }) do end
