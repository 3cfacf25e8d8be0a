-- Asks a question for each comparison of a sort.
-- expect: error
table.sort({ 3, 1, 2 }, function() return chat:confirm("?") end)
