-- A replacement of thousands of references to a long capture.
-- expect: budget
local _ = ("a"):rep(100000):gsub(".+", ("%0"):rep(5000))
