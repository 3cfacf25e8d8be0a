-- One level of recursion for each optional part.
-- expect: error
local _ = ("a"):rep(300000):find(("a?"):rep(300000) .. "b")
