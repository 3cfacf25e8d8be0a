-- A table thirty thousand levels deep, to be encoded.
-- expect: error
local t = {}
for _ = 1, 30000 do t = { t } end
bot.json.encode(t)
