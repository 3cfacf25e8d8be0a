-- Writes long lines into the log.
-- expect: budget output
while true do bot.log(("x"):rep(10000)) end
