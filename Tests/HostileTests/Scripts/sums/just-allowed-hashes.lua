-- Texts of megabytes as keys.
-- expect: budget
local t = {} for i = 1, 1e9 do t[("x"):rep(1000000) .. i] = nil end
