-- The same with at least one of each.
-- expect: budget
local _ = ("a"):rep(2000):find("%a+%a+%a+%a+%d")
