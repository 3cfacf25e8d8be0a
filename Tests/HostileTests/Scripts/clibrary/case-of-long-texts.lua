-- Ten megabytes in capitals, for ever.
-- expect: budget
local text = ("x"):rep(5000000) .. "y"
while true do text:upper() end
