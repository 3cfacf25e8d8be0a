-- Compares what was captured, at every length and place.
-- expect: budget
local _ = ("a"):rep(20000):find("(.-)%1b")
