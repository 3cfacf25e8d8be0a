-- Names of a megabyte.
-- expect: budget
local t, s = {}, ("x"):rep(1000000) for i = 1, 1e9 do t[s .. i] = i end
