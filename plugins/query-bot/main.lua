-- Answers questions: of the staff from tasks and projects, of everybody from the documents in knowledge/; in a model's words where [ai] in
-- config.toml names one. What it does not know it says, and offers a human.

local documents, prompts = require "documents", require "prompts"

bot.plugin {
  title = { en = "Questions and answers", ar = "أسئلة وأجوبة" }, version = "2.1.0", uses = { "ai", "tasks", "projects", "users" },
}

require "queries"
require "preferences"

bot.settings {
  enough = { type = "number", default = 0.5, help = "Which share of a question's words a document must have to answer it" },
  orders = { type = "text", default = "order", help = "The flow that takes an order in one line, like \"Cement x 100\"; where there is none, nothing does" },
}

-- How many messages of the chat the model sees.
local recent = 8

local function answer(chat, question, before)
  local found = documents.search(question, before)
  if not found then return nil end
  local text = bot.ai.try_complete { system = prompts.system(documents.told(found), chat), prompt = question, recent = recent }
  -- Without a model, when it is down, and when the day's budget is used up.
  if not text then return documents.quote(chat, found) end
  if text:find(prompts.unknown, 1, true) then return nil end
  return documents.sourced(chat, text, found)
end

-- Who wants a human is noted for the admins, once an hour, and told.
local function human(chat, question)
  local last = chat:recall("wanted")
  if not last or bot.now().unix - last >= 3600 then
    chat:remember("wanted", bot.now().unix)
    bot.emit("human_wanted", { question = question })
  end
  chat:say(chat:t("human"))
end

local function offer_human(chat)
  chat:remember("question", chat.message and chat.message.text or "")
  chat:send { type = "buttons", text = chat:t("unknown"), buttons = { { id = "human", title = chat:t("ask_human") } } }
end

bot.command("human", {
  help = { en = "Tells the staff that you want to talk to somebody", ar = "يبلغ موظفا أنك تريد التحدث معه" }, examples = prompts.human,
  run = function(chat) human(chat, chat:recall("question") or chat.message and chat.message.text) end,
})

bot.flow("ask", {
  title    = { en = "Ask a question", ar = "اسأل سؤالا" },
  triggers = { "ask", "question", "سؤال", "اسأل" },
  timeout  = "1 hour",

  -- `given.question`: what another flow was asked, as in chat:go("ask", { question = chat.message.text }).
  run = function(chat, given)
    local question, before = given and given.question, nil
    if not question then chat:say(chat:t("hello")) end
    while true do
      if not question then
        local message = chat:receive()
        if message.type == "buttons" and message.id == "human" then
          human(chat, before)
          chat:stop()
        end
        question = message.text
      end
      if question then
        local reply = answer(chat, question, before)
        if reply then chat:say("{reply}", { reply = reply }) else offer_human(chat) end
        before, question = question, nil
      else
        chat:say(chat:t("words"))
      end
    end
  end,
})

-- What nothing else wants -------------------------------------------------------------------------------------------------

-- The model's answer to a sentence; where it calls a command or query, the conversation goes on there. nil where there is no model, or it knows
-- nothing.
local function asked_model(chat, text, found)
  local said = bot.ai.try_act { system = prompts.assistant(documents.told(found), chat), prompt = text, recent = recent }
  if not said or said:find(prompts.unknown, 1, true) then return nil end
  return documents.sourced(chat, said, found)
end

-- "Cement x 100" is an order, whoever writes it and whenever; "max 3" is none.
local function is_order(text) return (text:lower() .. ","):find("%S%s+x%s*%d+%s*[,\n]") ~= nil end

bot.flow("fallback", {
  title = { en = "Anything else", ar = "أي شيء آخر" },

  -- `given.text`: what another flow could do nothing with, as in chat:go("fallback", { text = ... }).
  run = function(chat, given)
    local text = given and given.text or chat.message and chat.message.text
    if not text then return chat:say(chat:t("anything_else")) end

    -- What another flow could do nothing with may be plain to others: "create a task" as the answer to a menu.
    local meant = given and given.text and bot.language.intents(text)[1]
    if meant and meant.sure then chat:go(meant.name, meant.given) end

    local orders = bot.setting("orders")
    if is_order(text) and orders ~= "" and chat:can_go(orders) then chat:go(orders, { text = text }) end

    local found = documents.search(text, chat:recall("before"))
    local said = asked_model(chat, text, found)
    if found then chat:remember("before", text) end
    if said then return chat:say("{said}", { said = said }) end
    if found then return chat:say("{reply}", { reply = documents.quote(chat, found) }) end
    if chat:did_you_mean(text) then return end
    if prompts.asks(text) then return offer_human(chat) end
    chat:say(chat:t("anything_else"))
  end,
})
