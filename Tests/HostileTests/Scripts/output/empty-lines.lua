-- Prints nothing, for ever.
-- expect: budget
while true do print() end
