-- Leaves a block with a variable to be closed, for ever.
-- expect: budget
while true do for _ = 1, 1 do local x <close> = setmetatable({}, { __close = function() end }) break end end
