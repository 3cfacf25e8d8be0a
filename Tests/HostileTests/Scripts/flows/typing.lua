-- Types for ever.
-- expect: budget host_calls
while true do chat:typing() end
