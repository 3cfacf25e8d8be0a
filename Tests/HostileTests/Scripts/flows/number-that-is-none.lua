-- What is not a number cannot be kept.
-- expect: error
bot.store.set("k", { n = 0 / 0 })
