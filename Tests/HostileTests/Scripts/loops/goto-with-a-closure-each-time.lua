-- Jumps back and makes a closure of a new local each time.
-- expect: budget
local last
::again::
local here = {}
last = function() return here, last end
goto again
