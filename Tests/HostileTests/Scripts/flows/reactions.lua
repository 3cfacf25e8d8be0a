-- Reactions are messages, too.
-- expect: budget messages
while true do chat:react("👍") end
