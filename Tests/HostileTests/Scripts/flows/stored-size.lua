-- Stores values that are large.
-- expect: budget output
local n = 0
while true do
  n = n + 1
  bot.store.set("key" .. n, ("x"):rep(50000))
end
