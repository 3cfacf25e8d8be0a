-- A condition that sees the locals of its body.
-- expect: budget
repeat local done = false; local f = function() return done end until f()
