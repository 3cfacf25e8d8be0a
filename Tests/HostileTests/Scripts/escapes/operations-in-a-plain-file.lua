-- A plain file has no host to ask.
-- expect: harmless
for _, f in ipairs { function() bot.store.get("x") end, function() bot.store.set("x", 1) end, function() bot.emit("x") end,
  function() bot.log("x") end, function() bot.status("ok", "x") end, function() bot.store.list("") end } do
  assert(not pcall(f))
end
assert(chat == nil and host == nil)
