-- The same for what the host gives.
-- expect: harmless
for name, library in pairs { bot = bot, store = bot.store, json = bot.json } do
  local _, state = pairs(library)
  pcall(function() state.log = "changed" end)
  pcall(function() state.get = "changed" end)
  pcall(function() state.encode = "changed" end)
  pcall(rawset, state, "log", "changed")
  assert(name ~= "bot" or bot.log ~= "changed")
end
assert(bot.store.get ~= "changed" and bot.json.encode ~= "changed" and bot.log ~= "changed")
