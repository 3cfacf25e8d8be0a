-- The handler would go on when the budget is used up.
-- expect: budget
xpcall(function() while true do end end, function() while true do end end)
