-- A number behind a million spaces, in arithmetic.
-- expect: budget
local text = (" "):rep(1000000) .. "1"
while true do local _ = text + 1 end
