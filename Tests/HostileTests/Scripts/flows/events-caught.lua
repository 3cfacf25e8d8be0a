-- Every event is sent in a protected call.
-- expect: budget host_calls
while true do pcall(bot.emit, "noise", {}) end
