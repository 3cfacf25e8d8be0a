-- Stores a value of a thousand levels.
-- expect: error
local t = {}
for _ = 1, 1000 do t = { t } end
bot.store.set("key", t)
