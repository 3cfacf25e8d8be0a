-- Prints a megabyte at a time.
-- expect: budget
local line = ("spam "):rep(200000)
while true do print(line) end
