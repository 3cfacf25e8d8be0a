-- Lists the store for ever.
-- expect: budget host_calls
while true do bot.store.list() end
