-- Lists as long as they can be sorted in time.
-- expect: budget
local t = {} for i = 1, 20000 do t[i] = i * 7919 % 20011 end while true do table.sort(t) table.sort(t, function(a, b) return a > b end) end
