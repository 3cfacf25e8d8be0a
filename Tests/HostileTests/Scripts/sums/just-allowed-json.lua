-- JSON as long as it may be.
-- expect: budget
local s = "[" .. ("1,"):rep(400000) .. "1]" while true do bot.json.decode(s) end
