-- A hundred thousand functions with a text each.
-- expect: budget
local t = {} while true do local s = ("x"):rep(100) .. #t t[#t + 1] = function() return s end end
