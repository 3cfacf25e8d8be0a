-- table.* cannot change what is read-only.
-- expect: harmless
for _, library in ipairs { string, table, math, os, bot, bot.store } do
  assert(not pcall(table.insert, library, 1) and not pcall(table.remove, library) and not pcall(table.sort, library))
  assert(not pcall(table.move, { 1 }, 1, 1, 1, library) and not pcall(rawset, library, 1, 1))
  assert(#library == 0 and rawlen(library) == 0 and next(library) == nil)
end
assert(table.insert and string.rep)
