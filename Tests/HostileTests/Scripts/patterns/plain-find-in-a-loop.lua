-- A plain search of long texts, for ever.
-- expect: budget
local text, needle = ("a"):rep(1000000), ("a"):rep(500000) .. "b"
while true do text:find(needle, 1, true) end
