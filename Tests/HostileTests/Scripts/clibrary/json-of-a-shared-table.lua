-- A table of tables of the same table: short here, endless as a text.
-- expect: error
local t = { "x" }
for _ = 1, 25 do t = { t, t } end
bot.json.encode(t)
