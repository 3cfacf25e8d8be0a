-- Megabytes backwards, for ever.
-- expect: budget
local text = ("x"):rep(5000000) .. "y"
while true do text:reverse() end
