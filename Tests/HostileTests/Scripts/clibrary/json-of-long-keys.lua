-- The same names again and again, each long.
-- expect: budget
local key, kept = ("k"):rep(1000), {}
local text = "[" .. ('{"' .. key .. '":1},'):rep(900) .. "{}]"
while true do kept[#kept + 1] = bot.json.decode(text) end
