-- Asks the store within gsub.
-- expect: error
local _ = ("abc"):gsub(".", function(letter) return bot.store.get(letter) end)
