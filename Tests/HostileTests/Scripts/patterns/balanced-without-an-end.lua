-- Each opening bracket looks for its partner up to the end.
-- expect: budget
local _ = ("("):rep(2000000):find("%b()")
