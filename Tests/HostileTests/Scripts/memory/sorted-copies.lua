-- Sorts copies without end.
-- expect: budget
local t = {} for i = 1, 1000 do t[i] = -i end while true do local c = table.move(t, 1, #t, 1, {}) table.sort(c) end
