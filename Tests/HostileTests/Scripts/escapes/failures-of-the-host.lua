-- Objects that the host makes keep their metatables to themselves.
-- expect: harmless
local ok, failure = pcall(bot.log, "x")
assert(not ok)
assert(type(failure) == "string" or getmetatable(failure) == false)
local ok2, now = pcall(bot.now)
if ok2 then
  assert(getmetatable(now) == false and not pcall(setmetatable, now, {}))
  assert(tostring(now):find("^%d%d%d%d%-"))
end
