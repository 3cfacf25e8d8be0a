-- Doubles a text until nothing can hold it.
-- expect: budget
local text = "x"
while true do text = text .. text end
