-- A short text that is many objects.
-- expect: budget
local text = "[" .. ("{},"):rep(30000) .. "{}]"
local kept = {}
while true do kept[#kept + 1] = bot.json.decode(text) end
