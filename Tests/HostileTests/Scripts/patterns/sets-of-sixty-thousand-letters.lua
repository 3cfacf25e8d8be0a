-- A set as long as a file, at each place.
-- expect: budget
local set = "[" .. ("ab"):rep(100000) .. "]"
for i = 1, 1e9 do ("c"):rep(1000):find(set) end
