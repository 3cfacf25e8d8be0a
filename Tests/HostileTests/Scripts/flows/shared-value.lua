-- Stores a short value that is endless when it is written out.
-- expect: error
local t = { "x" }
for _ = 1, 30 do t = { t, t } end
bot.store.set("key", t)
