-- A long set within a chain.
-- expect: budget
local set = "[^" .. ("b"):rep(1000) .. "]-"
local _ = ("a"):rep(1000):find(set .. set .. set .. "c")
