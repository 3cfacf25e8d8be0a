-- Stores a value that contains itself.
-- expect: error
local t = {}
t.t = t
bot.store.set("key", t)
