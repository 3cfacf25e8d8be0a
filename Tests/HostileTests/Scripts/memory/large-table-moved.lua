-- Fills a table by moves, a million places at a time.
-- expect: budget
local t = { 1 }
for i = 1, 1000000 do t[i] = i end
for i = 1, 1000 do table.move(t, 1, 1000000, i * 1000000) end
