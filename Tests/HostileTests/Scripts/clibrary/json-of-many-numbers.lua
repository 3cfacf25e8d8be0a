-- Each fraction is written three times, to find its shortest form.
-- expect: budget
local list = {}
for i = 1, 50000 do list[i] = i / 7 end
while true do bot.json.encode(list) end
