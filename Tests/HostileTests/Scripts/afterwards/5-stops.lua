-- Is stopped in the middle of a sort, in a replacement, in a protected call.
-- expect: budget
pcall(function() ("x"):gsub("x", function() table.sort({ 2, 1 }, function() while true do end end) end) end)
