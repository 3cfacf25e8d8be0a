-- A pattern that is too complex is caught, and tried again for ever.
-- expect: budget
while true do pcall(string.find, ("a"):rep(3000), ("a?"):rep(3000) .. "b") end
