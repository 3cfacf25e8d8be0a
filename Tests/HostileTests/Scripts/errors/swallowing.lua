-- Every error is caught, and the work goes on.
-- expect: budget
while true do pcall(error, "again") end
