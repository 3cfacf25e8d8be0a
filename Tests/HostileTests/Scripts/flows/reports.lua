-- Reports for ever that all is well.
-- expect: budget host_calls
while true do bot.status("ok", "all is well") end
