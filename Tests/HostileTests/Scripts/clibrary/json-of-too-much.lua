-- More values than one text may have.
-- expect: error
local t = {}
for i = 1, 150000 do t[i] = i end
bot.json.encode(t)
