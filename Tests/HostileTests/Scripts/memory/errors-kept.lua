-- Every error is kept.
-- expect: budget
local t = {} while true do local _, e = pcall(error, ("x"):rep(1000) .. #t) t[#t + 1] = e end
