-- Asks the store for ever: each answer goes on with the same turn.
-- expect: budget host_calls
while true do bot.store.get("key") end
