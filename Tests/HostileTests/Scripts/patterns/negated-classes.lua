-- Sets that match everything but what is not there.
-- expect: budget
local _ = ("a"):rep(3000):find("[^x]-[^y]-[^z]-[^w]-!")
