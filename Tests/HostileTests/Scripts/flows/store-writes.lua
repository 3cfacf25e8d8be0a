-- Counts in the store for ever: each step is a commit.
-- expect: budget host_calls
while true do bot.store.add("key") end
