-- Each optional letter doubles the ways.
-- expect: budget
local n = 28
local _ = ("a"):rep(n):find(("a?"):rep(n) .. ("a"):rep(n) .. "b")
