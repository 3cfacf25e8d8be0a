-- Moves a long list to and fro.
-- expect: budget
local t = {} for i = 1, 100000 do t[i] = i end while true do table.move(t, 1, #t, 2) table.remove(t, 1) end
