-- A loop in a flow.
-- expect: budget instructions
chat:say("begin")
while true do end
