-- Ordering within the library's sort never ends.
-- expect: budget
local events = { __lt = function() while true do end end }
local list = {}
for i = 1, 10 do list[i] = setmetatable({}, events) end
table.sort(list)
