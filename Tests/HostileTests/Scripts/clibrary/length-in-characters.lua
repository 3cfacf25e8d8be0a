-- Counts the characters of a long text, for ever.
-- expect: budget
local text = ("é"):rep(2000000)
while true do utf8.len(text) end
