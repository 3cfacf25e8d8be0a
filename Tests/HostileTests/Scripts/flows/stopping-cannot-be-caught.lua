-- Catches the end of the conversation, and goes on.
-- expect: harmless
chat:say("held")
pcall(function() chat:stop() end)
chat:say("got out")
