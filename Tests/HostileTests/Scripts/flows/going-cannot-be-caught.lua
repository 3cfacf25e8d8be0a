-- Catches leaving for another flow, and goes on.
-- expect: harmless
pcall(function() chat:go("echo") end)
chat:say("got out")
