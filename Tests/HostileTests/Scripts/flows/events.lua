-- Emits events that nobody waits for, for ever.
-- expect: budget host_calls
while true do bot.emit("spam", { n = 1 }) end
