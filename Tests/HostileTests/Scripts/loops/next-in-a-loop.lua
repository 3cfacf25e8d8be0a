-- A C function in a loop.
-- expect: budget
local t = { a = 1 }
while true do next(t) end
