-- Holds what it can get.
-- expect: budget memory
local kept, text = {}, ("x"):rep(1000)
while true do kept[#kept + 1] = text:rep(100) .. #kept end
