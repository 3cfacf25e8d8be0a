-- The same with names that are no events.
-- expect: budget
local events = {}
for i = 1, 100000 do events["event" .. i] = i end
while true do setmetatable({}, events) end
