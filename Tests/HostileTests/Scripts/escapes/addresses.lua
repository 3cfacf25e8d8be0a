-- No text shows where something lies in memory.
-- expect: harmless
local function check(text) assert(not text:find("0x") and not text:find("%x%x%x%x%x%x%x"), text) end
local things = { {}, print, function() end, string, bot, bot.store, io, setmetatable({}, {}), string.rep, _G,
  setmetatable({}, { __name = "named" }) }
for _, thing in ipairs(things) do
  check(tostring(thing))
  check(("%s"):format(thing))
  check(("%-30s"):format(thing))
  local _, message = pcall(error, thing)
  check(tostring(message))
  for _, f in ipairs { function() return thing + 1 end, function() return #thing < thing end, function() return thing.x.y.z end,
    function() return ("x"):rep(thing) end, function() return thing .. thing end, function() for _ = thing, 1 do end end } do
    _, message = pcall(f)
    check(tostring(message))
  end
end
assert(not pcall(string.format, "%p", {}))
assert(not pcall(string.format, "%-20p", print))
assert(not pcall(string.format, "%s %p", 1, {}))
