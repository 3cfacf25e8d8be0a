-- Captures do not make it cheaper.
-- expect: budget
local _ = ("a"):rep(2000):find("(a-)(a-)(a-)(a-)b")
