-- Few instructions that each take long.
-- expect: budget cpu_ms
local text = ("x"):rep(4000000)
while true do local _ = text .. text end
