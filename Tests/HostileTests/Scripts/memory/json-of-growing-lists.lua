-- JSON of JSON of JSON.
-- expect: error
local s = "x" while true do s = bot.json.encode({ s, s }) end
