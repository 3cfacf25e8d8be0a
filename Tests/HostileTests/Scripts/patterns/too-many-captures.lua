-- More captures than there is room for.
-- expect: error
local _ = ("a"):rep(100):find(("(a)"):rep(40))
