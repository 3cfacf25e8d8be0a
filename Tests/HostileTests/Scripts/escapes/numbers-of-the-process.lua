-- The light userdata that raises a budget, and others, are never values of a script.
-- expect: harmless
local seen = 0
local function look(value, depth)
  assert(type(value) ~= "userdata" and type(value) ~= "thread", "something of the host's came out")
  seen = seen + 1
  if type(value) == "table" and depth < 4 and value ~= _G then
    for key, member in pairs(value) do
      look(key, depth + 1)
      look(member, depth + 1)
    end
  end
end
for _, value in ipairs { string, table, math, os, utf8, bot, bot.store, bot.json, io, debug, package, coroutine } do
  pcall(look, value, 0)
end
for _, f in ipairs { error, pcall, setmetatable, getmetatable, next } do look(f, 0) end
assert(seen > 5)
