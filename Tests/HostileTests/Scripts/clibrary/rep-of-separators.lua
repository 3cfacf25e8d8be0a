-- Nothing, a billion times, with something in between.
-- expect: budget
local _ = (""):rep(1000000000, ",")
