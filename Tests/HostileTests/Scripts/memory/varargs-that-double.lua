-- Twice the arguments at each call.
-- expect: budget
local function double(...) local t = { ... } for i = 1, #t do t[#t + 1] = t[i] end return double(table.unpack(t)) end
while true do pcall(double, 1, 2, 3) end
