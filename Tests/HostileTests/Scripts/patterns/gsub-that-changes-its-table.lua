-- The replacement table is changed while it is used.
-- expect: harmless
local t = setmetatable({}, { __index = function(t, k) for i = 1, 100 do t[k .. i] = i end return k end })
assert(("abcabc"):gsub("%w", t) == "abcabc")
