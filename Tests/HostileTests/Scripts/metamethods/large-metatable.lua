-- A metatable of many events is copied at each setmetatable.
-- expect: budget
local events = {}
for i = 1, 100000 do events["__event" .. i] = i end
while true do setmetatable({}, events) end
