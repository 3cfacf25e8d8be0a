-- A message of the prelude names the script's line, not the prelude's.
-- expect: harmless
for _, f in ipairs { function() io.open("x") end, function() bot.setting("x") end, function() bot.nonsense() end,
  function() bot.store.get(nil) end, function() string.dump(print) end } do
  local ok, message = pcall(f)
  assert(not ok)
  assert(not tostring(message):find("prelude"), tostring(message))
end
