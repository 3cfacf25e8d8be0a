-- Only tables have metatables that can be set.
-- expect: harmless
for _, value in ipairs { "", 1, true, print, _G } do assert(value == _G or not pcall(setmetatable, value, {})) end
assert(not pcall(setmetatable, nil, {}) and not pcall(setmetatable, {}, 1) and not pcall(setmetatable, {}))
for _, library in ipairs { string, table, math, os, utf8, bot, bot.store, bot.json, io, debug } do
  assert(not pcall(setmetatable, library, {}) and not pcall(rawset, library, "x", 1))
  assert(not pcall(function() library.x = 1 end) and rawget(library, "x") == nil)
end
