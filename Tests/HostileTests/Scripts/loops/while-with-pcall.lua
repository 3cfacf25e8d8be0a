-- Each round is protected.
-- expect: budget
while true do pcall(error, "again") end
