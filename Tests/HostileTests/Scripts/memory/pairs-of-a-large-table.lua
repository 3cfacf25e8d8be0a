-- Walks a table that has half of the memory.
-- expect: budget
local t = {} for i = 1, 300000 do t[-i] = i end while true do for _ in pairs(t) do end end
