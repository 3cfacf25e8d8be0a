-- A function cannot be kept.
-- expect: error
bot.store.set("k", { f = print })
