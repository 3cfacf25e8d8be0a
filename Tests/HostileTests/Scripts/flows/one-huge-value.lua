-- Stores one value that no answer can carry.
-- expect: budget output
bot.store.set("key", ("x"):rep(1000000))
