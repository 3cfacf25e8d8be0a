-- A table that contains itself.
-- expect: error
local t = {}
t.t = t
bot.json.encode(t)
