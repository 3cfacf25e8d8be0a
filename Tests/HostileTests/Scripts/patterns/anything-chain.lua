-- Three times anything.
-- expect: budget
local _ = ("a"):rep(4096):find(".*.*.*b")
