-- No library can be changed, by whatever function.
-- expect: harmless
for name, library in pairs { string = string, table = table, math = math, os = os, utf8 = utf8, bot = bot, store = bot.store,
  json = bot.json } do
  assert(not pcall(function() library.planted = 1 end), name)
  assert(not pcall(rawset, library, "planted", 1), name)
  assert(not pcall(setmetatable, library, {}), name)
  assert(not pcall(table.insert, library, 1), name)
  assert(not pcall(table.move, { 1 }, 1, 1, 1, library), name)
  assert(not pcall(table.sort, library), name)
  assert(not pcall(table.remove, library), name)
  assert(not pcall(os.time, library), name)
  assert(getmetatable(library) == false, name)
  assert(next(library) == nil, name)
  assert(not pcall(setmetatable, {}, library), name)
  assert(rawget(library, "planted") == nil, name)
end
