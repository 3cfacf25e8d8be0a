-- Fills its journal over several turns, each within its budget.
-- expect: budget journal
while true do
  for _ = 1, 800 do bot.store.get("key") end
  chat:ask("more?")
end
