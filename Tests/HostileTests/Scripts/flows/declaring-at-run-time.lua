-- Declares flows while it runs.
-- expect: error
while true do bot.flow("more", { triggers = { "hello" }, run = function() end }) end
