-- Remembers things of the person for ever.
-- expect: budget host_calls
local n = 0
while true do
  n = n + 1
  chat.contact:set { favourite = n }
end
