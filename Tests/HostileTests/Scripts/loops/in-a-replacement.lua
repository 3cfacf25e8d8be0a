-- The function that gsub calls never comes back.
-- expect: budget
local _ = ("abc"):gsub(".", function() while true do end end)
