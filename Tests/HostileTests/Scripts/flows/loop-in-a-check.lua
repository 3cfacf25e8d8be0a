-- The check of an answer never ends.
-- expect: budget instructions
chat:ask("?", { check = function() while true do end end })
