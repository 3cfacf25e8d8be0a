-- Lazy repetitions in a row: the fourth power of the length.
-- expect: budget
local _ = ("a"):rep(4096):find(".-.-.-.-b")
