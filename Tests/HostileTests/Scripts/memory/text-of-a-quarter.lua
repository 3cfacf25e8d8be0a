-- One text cannot have all of the memory.
-- expect: budget
local s = ("x"):rep(1000):rep(30000)
