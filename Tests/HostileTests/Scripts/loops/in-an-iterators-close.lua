-- The fourth value of an iterator is closed when the loop ends, and that never ends.
-- expect: budget
local closing = setmetatable({}, { __close = function() while true do end end })
for _ in function() return nil end, nil, nil, closing do end
