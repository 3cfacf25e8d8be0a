-- Greedy repetitions in a row.
-- expect: budget
local _ = ("a"):rep(512):match("a*a*a*a*a*b")
