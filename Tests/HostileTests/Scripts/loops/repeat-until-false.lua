-- A loop whose condition never holds.
-- expect: budget
local n = 0
repeat n = n + 1 until false
