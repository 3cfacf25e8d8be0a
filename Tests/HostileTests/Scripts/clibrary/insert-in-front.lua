-- Every insertion moves the whole list.
-- expect: budget
local t = {}
while true do table.insert(t, 1, #t) end
