-- Calls what is not there, far down.
-- expect: error
local function f() local x = {} x.y.z() end
f()
