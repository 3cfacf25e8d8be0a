-- A question that nobody is held by: who writes something else that is plain goes on there, and who answers neither yes nor no twice has said no.

local function agreed(chat, question)
  local yes = chat:confirm(question, { tries = 1 })
  if yes ~= nil then return yes end
  local meant = chat.message and chat.message.text and bot.language.intents(chat.message.text)[1]
  if meant and meant.sure then chat:go(meant.name, meant.given) end
  return chat:confirm(question, { tries = 1 }) or false
end

return agreed
