-- %q writes up to four bytes for one.
-- expect: budget
local _ = ("%q"):format(("\0"):rep(20000000))
