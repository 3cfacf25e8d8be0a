-- Each replacement doubles the text.
-- expect: budget
local text = "x"
while true do text = text:gsub(".", "%0%0") end
