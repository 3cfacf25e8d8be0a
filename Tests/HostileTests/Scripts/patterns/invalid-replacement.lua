-- A reference to a capture that is not there.
-- expect: error
local _ = ("a"):gsub("a", "%9")
