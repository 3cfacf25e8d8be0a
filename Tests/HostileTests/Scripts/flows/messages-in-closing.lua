-- What is closed on the way out of a flood goes on with it.
-- expect: budget messages
local _ <close> = setmetatable({}, { __close = function() for _ = 1, 10 do chat:say("got out") end end })
while true do chat:say("spam") end
