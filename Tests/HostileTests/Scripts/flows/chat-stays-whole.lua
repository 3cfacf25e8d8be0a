-- The conversation's object and what it is made of cannot be taken apart.
-- expect: harmless
assert(getmetatable(chat) == false and not pcall(setmetatable, chat, {}))
assert(getmetatable(chat.contact) == false and not pcall(setmetatable, chat.contact, {}))
assert(not pcall(chat.say, "self", "words") and not pcall(chat.ask, nil, "?"))
assert(not pcall(function() return chat.nonsense end))
for _, value in ipairs { bot, bot.store, bot.json, string, table } do
  local _, reached = pairs(value)
  assert(not pcall(function() reached.planted = 1 end) and not pcall(rawset, reached, "planted", 1))
end
chat:say("held")
