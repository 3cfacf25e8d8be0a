-- Stores one small value after the other.
-- expect: budget host_calls
local n = 0
while true do
  n = n + 1
  bot.store.set("key" .. n, n)
end
