-- Answers questions: of the staff from tasks and projects, of everybody from the documents in knowledge/; in a model's words where [ai] in
-- config.toml names one. What it does not know it says, and offers a human.

local prompts = require "prompts"

bot.plugin { title = "Questions and answers", version = "2.0.0", uses = { "ai", "tasks", "projects", "users" } }

require "queries"
require "preferences"

bot.settings {
  enough = { type = "number", default = 0.5, help = "Which share of a question's words a document must have to answer it" },
}

-- How many lines of the conversation the model sees.
local most_history = 8

-- "And in Alexandria?" is about what was asked before.
local function follows(question)
  local text = question:lower()
  for _, beginning in ipairs(prompts.follow_ups) do
    if text:sub(1, #beginning) == beginning then return true end
  end
  return false
end

local function search(question)
  local found = bot.knowledge.search(question, { limit = 3 })
  if found[1] and found[1].score >= bot.setting("enough") then return found end
end

-- In the words of the document, with its name.
local function quote(chat, piece) return chat:t("quote", { text = piece.text, source = piece.source }) end

local function answer(chat, question, before, history)
  local found = search(question) or before and follows(question) and search(before .. " " .. question)
  if not found then return nil end
  local pieces = {}
  for i, piece in ipairs(found) do pieces[i] = prompts.piece(piece) end
  local text = bot.ai.try_complete {
    system = prompts.system(pieces, chat.contact.language), prompt = question, history = history,
  }
  -- Without a model, when it is down, and when the day's budget is used up.
  if not text then return quote(chat, found[1]) end
  if text:find(prompts.unknown, 1, true) then return nil end
  return chat:t("quote", { text = text, source = found[1].source })
end

-- Who wants a human is noted, and told.
local function human(chat, question)
  bot.emit("human_wanted", { contact = chat.contact.id, question = question })
  chat:say(chat:t("human"))
end

local function offer_human(chat)
  chat:remember("question", chat.message and chat.message.text or "")
  chat:send { type = "buttons", text = chat:t("unknown"), buttons = { { id = "human", title = chat:t("ask_human") } } }
end

bot.command("human", {
  help = "Lets a human answer", examples = prompts.human, run = function(chat) human(chat, chat:recall("question")) end,
})

bot.flow("ask", {
  title    = "Ask a question",
  triggers = { "ask", "question", "سؤال", "اسأل" },
  timeout  = "1 hour",

  -- `given.question`: what another flow was asked, as in chat:go("ask", { question = chat.message.text }).
  run = function(chat, given)
    local question, before, history = given and given.question, nil, {}
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
        local reply = answer(chat, question, before, history)
        if reply then
          chat:say("{reply}", { reply = reply })
          history[#history + 1] = { from = "person", text = question }
          history[#history + 1] = { from = "bot", text = reply }
          while #history > most_history do table.remove(history, 1) end
        else
          offer_human(chat)
        end
        before, question = question, nil
      else
        chat:say(chat:t("words"))
      end
    end
  end,
})

-- What nothing else wants -------------------------------------------------------------------------------------------------

-- 500 characters are enough to remember of a line; string.sub counts bytes, and would cut Arabic letters in two.
local function cut(text)
  local behind = utf8.offset(text, 501)
  return behind and text:sub(1, behind - 1) or text
end

-- The model's answer to a sentence; where it calls a command or query, the conversation goes on there. nil where there is no model, or it knows
-- nothing.
local function asked_model(chat, text, found)
  local pieces = {}
  for i, piece in ipairs(found or {}) do pieces[i] = prompts.piece(piece) end
  local history = chat:recall("history") or {}
  local said = bot.ai.try_act { system = prompts.assistant(pieces, chat.contact, chat.user), prompt = text, history = history }
  if not said or said:find(prompts.unknown, 1, true) then return nil end
  history[#history + 1] = { from = "person", text = cut(text) }
  history[#history + 1] = { from = "bot", text = cut(said) }
  while #history > most_history do table.remove(history, 1) end
  chat:remember("history", history)
  return said
end

bot.flow("fallback", {
  title = "Anything else",

  -- `given.text`: what another flow could do nothing with, as in chat:go("fallback", { text = ... }).
  run = function(chat, given)
    local text = given and given.text or chat.message and chat.message.text
    if not text then return chat:say(chat:t("anything_else")) end

    -- "Cement x 100" is an order, whoever writes it and whenever.
    if text:lower():find("%a%s*x%s*%d") then chat:go("order", { text = text }) end

    local before = chat:recall("before")
    local found = search(text) or before and follows(text) and search(before .. " " .. text)
    local said = asked_model(chat, text, found)
    if said then return chat:say("{said}", { said = said }) end
    if found then
      chat:remember("before", text)
      return chat:say("{reply}", { reply = quote(chat, found[1]) })
    end
    if chat:did_you_mean(text) then return end
    if text:find("?", 1, true) or text:find("؟", 1, true) then return offer_human(chat) end
    chat:say(chat:t("anything_else"))
  end,
})
