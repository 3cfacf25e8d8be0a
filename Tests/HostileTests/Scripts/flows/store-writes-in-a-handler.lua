-- The handler of an error writes for ever.
-- expect: budget host_calls
xpcall(error, function() while true do bot.store.set("k", 1) end end)
