-- Packs many values, and keeps all the packs.
-- expect: budget
local t, kept = {}, {}
for i = 1, 200000 do t[i] = i end
while true do kept[#kept + 1] = table.pack(table.unpack(t)) end
