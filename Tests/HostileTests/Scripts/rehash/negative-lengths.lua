-- A list with a hole looks for its end at each #.
-- expect: budget
local t = { n = 1 }
for i = 1, 20 do t[1 << i] = true end
while true do local _ = #t end
