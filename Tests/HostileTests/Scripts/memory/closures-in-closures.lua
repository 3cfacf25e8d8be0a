-- Each function holds the one before.
-- expect: budget
local f = function() end while true do local last = f f = function() return last end end
