-- Keys that must be put in order, many times.
-- expect: budget
local t = {} for i = 1, 2000 do t["k" .. i] = i t[i + 0.5] = i end while true do for _ in pairs(t) do break end end
