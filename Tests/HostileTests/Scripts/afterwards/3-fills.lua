-- Fills the memory and goes.
-- expect: budget
t = {} while true do t[#t + 1] = ("x"):rep(1000) .. #t end
