-- Functions of the host give nothing away when they fail.
-- expect: harmless
for name, f in pairs(bot.store) do
  local good, message = pcall(f)
  assert(not good and not tostring(message):find("prelude", 1, true), message)
end
for _, name in ipairs { "flow", "log", "emit", "now", "setting", "random" } do
  local good, message = pcall(bot[name])
  assert(good or not tostring(message):find("prelude", 1, true), message)
end
