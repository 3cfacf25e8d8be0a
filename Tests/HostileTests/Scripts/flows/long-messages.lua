-- Sends the longest texts there are.
-- expect: budget output
while true do chat:say(("x"):rep(40000)) end
