-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- Queries answer with a text or a table; and what to do with a sentence that may mean several things.

--- A table in lines: a list one entry a line, else one name a line.
local function listed(answer)
  local lines = {}
  if #answer > 0 then
    for i, entry in ipairs(answer) do
      lines[i] = "• " .. (type(entry) == "table" and gsub(listed(entry), "\n", ", ") or tostring(entry))
    end
  else
    for name, value in pairs(answer) do
      lines[#lines + 1] = tostring(name) .. ": " .. (type(value) == "table" and gsub(listed(value), "\n", ", ") or tostring(value))
    end
  end
  return table.concat(lines, "\n")
end

local function phrased(chat, options, answer)
  if options.phrase then
    local said = try_model("ai.complete", "bot.query", { system = options.phrase, prompt = host.encode(answer) })
    if said and said.text ~= "" then return said.text end
  end
  local template = options.template
  if not template then return listed(answer) end
  if match(template, "^[%w_.]+$") then return chat:t(template, answer) end
  return fill(template, answer)
end

--- The function of a query: what it returns is said.
local function answering_query(options)
  return function(chat, args)
    local answer = options.run(chat, args)
    if answer == nil then return end
    local text = type(answer) == "table" and phrased(chat, options, answer) or tostring(answer)
    if text == "" then misuse("the query returned an empty text: return what is to be said, or nil for nothing") end
    effect("send", { type = "text", text = check_length("the answer of a query", text, most_text) })
  end
end

-- What a sentence means ------------------------------------------------------------------------------------------------

local function begin_meaning(chat, choice)
  if choice.problem then return say("chat:did_you_mean", "{problem}", { problem = choice.problem }) end
  leave({ target = choice.name, given = choice.given })
end

--- Asks which of these is meant, and goes on there. Who wants none of them says so, or writes something else.
local function ask_meaning(chat, choices)
  local words = sentences_of(chat)
  if #choices == 1 then
    local text = words.meant_this .. "\n• " .. choices[1].title
    if ask(chat, { tries = 1, timeout = "10 minutes" }, text, read_confirmation, show_confirmation) then return begin_meaning(chat, choices[1]) end
    return say("chat:did_you_mean", words.otherwise)
  end
  local lines, tappable = { words.meant }, {}
  for i, choice in ipairs(choices) do
    lines[#lines + 1] = format("%d. %s", i, choice.title)
    tappable[i] = { id = tostring(i), title = host.length(choice.name) <= most_label and choice.name or tostring(i) }
  end
  local subject = { choices = read_choices(tappable), text = table.concat(lines, "\n") }
  local chosen = ask(chat, { tries = 1, timeout = "10 minutes" }, subject, read_choice, show_choices)
  local choice = chosen and choices[math.tointeger(read_number(chosen))]
  if choice then return begin_meaning(chat, choice) end
  say("chat:did_you_mean", words.otherwise)
end

define("chat", "did_you_mean", function(self, text)
  local choices = request("language.intents", { text = text })
  if #choices > 0 then ask_meaning(self, choices) end
  return #choices > 0
end)

define("bot.language", "intents", function(text) return request("language.intents", { text = text }) end)

-- What is talked about --------------------------------------------------------------------------------------------------

define("chat", "remember", function(_, name, value, options)
  effect("remember", { name = name, value = value, shared = options and options.shared or nil })
end)

define("chat", "recall", function(_, name, options)
  return request("recall", { name = name, shared = options and options.shared or nil })
end)
