-- Splits a long text into all its letters.
-- expect: budget
local kept, text = {}, ("ab"):rep(5000000)
for part in text:gmatch("..") do kept[#kept + 1] = { part } end
