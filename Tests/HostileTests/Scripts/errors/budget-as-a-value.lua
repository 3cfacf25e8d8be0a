-- What was raised for the budget must not be seen: nothing after the loop runs.
-- expect: budget
local ok, message = pcall(function() while true do end end)
print("got out", ok, message)
