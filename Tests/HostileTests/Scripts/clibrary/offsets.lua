-- Looks for a character far away, for ever.
-- expect: budget
local text = ("é"):rep(2000000)
while true do utf8.offset(text, 2000000) end
