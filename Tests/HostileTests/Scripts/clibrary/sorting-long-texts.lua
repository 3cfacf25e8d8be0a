-- Long texts that differ at their ends only.
-- expect: budget
local t = {}
for i = 1, 50 do t[i] = ("x"):rep(400000) .. i % 7 end
while true do table.sort(t) end
