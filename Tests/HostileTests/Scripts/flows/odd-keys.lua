-- Keys that are no places of a list.
-- expect: error
bot.emit("odd", { [1.5] = true })
