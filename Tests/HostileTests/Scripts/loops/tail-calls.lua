-- Two functions call each other in tail position: the stack never grows.
-- expect: budget
local ping, pong
function ping() return pong() end
function pong() return ping() end
ping()
