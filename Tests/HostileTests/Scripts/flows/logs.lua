-- Writes into the log for ever.
-- expect: budget host_calls
while true do bot.log("spam", { n = 1 }) end
