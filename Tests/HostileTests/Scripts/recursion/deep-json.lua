-- A table a hundred thousand levels deep, to be encoded.
-- expect: error
local t = {}
for _ = 1, 100000 do t = { t } end
bot.json.encode(t)
