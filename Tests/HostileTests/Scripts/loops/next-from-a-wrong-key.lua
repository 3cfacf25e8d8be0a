-- next with keys that the table does not have.
-- expect: harmless
local t = { 1, 2, 3, a = 1, b = 2 }
for _, key in ipairs { 0, 4, 1.5, "c", true, math.maxinteger, "" } do pcall(next, t, key) end
local n = 0
for _ in next, t do n = n + 1 end
assert(n == 5)
