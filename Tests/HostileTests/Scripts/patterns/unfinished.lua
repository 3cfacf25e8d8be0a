-- A set without an end must not be read beyond the pattern.
-- expect: error
local _ = ("a"):rep(100):find("[a%")
