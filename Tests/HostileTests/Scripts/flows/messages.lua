-- Sends messages for ever.
-- expect: budget messages
while true do chat:say("spam") end
