-- Catches whatever comes and begins again.
-- expect: budget
while true do pcall(function() while true do end end) end
