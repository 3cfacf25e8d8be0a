-- What is not there says what is instead.
-- expect: harmless
local removed = { "load", "loadstring", "loadfile", "dofile", "collectgarbage", "warn" }
for _, name in ipairs(removed) do
  local good, message = pcall(_G[name], "return 1")
  assert(not good and message:find(name, 1, true) and message:find("not available", 1, true), message)
end
for name, library in pairs { io = io, debug = debug, coroutine = coroutine, package = package } do
  local good, message = pcall(function() return library.open or library.sethook or library.create or library.loaded end)
  assert(not good and message:find(name, 1, true), message)
end
for _, f in ipairs { function() return os.execute() end, function() return os.exit() end, function() return os.getenv("HOME") end,
  function() return os.remove("x") end, function() return os.clock() end, function() return string.dump(print) end,
  function() return math.randomseed(1) end } do
  local good, message = pcall(f)
  assert(not good and message:find("not available", 1, true), message)
end
