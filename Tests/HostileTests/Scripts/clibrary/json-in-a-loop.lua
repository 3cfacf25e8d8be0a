-- Encodes and decodes a large table, for ever.
-- expect: budget
local t = {}
for i = 1, 20000 do t[i] = i end
while true do bot.json.decode(bot.json.encode(t)) end
