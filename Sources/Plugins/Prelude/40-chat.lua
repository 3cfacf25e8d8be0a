-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- chat: the conversation with one person. Nothing here keeps state of its own: everything a conversation is lives in its
-- chat and in the script's variables.

local effect, request, wait, leave = host.effect, host.request, host.wait, host.leave
local methods = spaces.chat

-- The person ---------------------------------------------------------------------------------------------------------

local contact_fields = { "id", "name", "phone", "language", "timezone", "fields" }
--- What `contact:set` can change beside the free fields.
local contact_settable = { name = true, language = true, timezone = true }

local contact_meta = {
  __index = spaces.contact, __metatable = false, __name = "contact",
  __newindex = function(_, name)
    misuse(format("chat.contact.%s cannot be set so: keep it with chat.contact:set{ %s = ... }", tostring(name), tostring(name)))
  end,
}

local fields_name, fields_hint = "chat.contact.fields", "keep values with chat.contact:set{ name = value }"
local no_fields = host.seal({}, fields_name, fields_hint)

--- What is kept of the person, to be read: what was put there directly would be lost.
local function read_only_fields(fields)
  if fields == nil or next(fields) == nil then return no_fields end
  return host.seal(fields, fields_name, fields_hint)
end

--- Keeps values of the person. In this conversation they are there at once.
define("contact", "set", function(self, values)
  for name in pairs(contact_settable) do
    local value = values[name]
    if value ~= nil and type(value) ~= "string" then
      misuse(format("contact:set: %s must be a text, not a %s", name, type(value)))
    end
  end
  effect("contact.set", { fields = values })
  local fields = {}
  for name, value in pairs(self.fields) do fields[name] = value end
  for name, value in pairs(values) do
    if contact_settable[name] then rawset(self, name, value) else fields[name] = value end
  end
  self.fields = read_only_fields(fields)
end)

--- The user that the person is, to be read; it comes with the contact.
local function taken_user(contact)
  local user = contact and contact.user
  if not user then return nil end
  contact.user = nil
  return host.seal(user, "chat.user", "users are changed with moonpost user")
end

local function open_contact(contact)
  if contact then
    contact.fields = read_only_fields(contact.fields)
    host.setmetatable(contact, contact_meta)
  end
  return contact
end

--- Waits, and takes what the new turn brings.
local function next_turn(chat, operation, arguments)
  local message, contact, event = wait(operation, arguments)
  chat.message = message
  if contact then
    chat.user = taken_user(contact)
    if chat.contact then
      for i = 1, #contact_fields do rawset(chat.contact, contact_fields[i], contact[contact_fields[i]]) end
      chat.contact.fields = read_only_fields(contact.fields)
    else
      chat.contact = open_contact(contact)
    end
  end
  return message, event
end

-- Sending ------------------------------------------------------------------------------------------------------------

local function say(what, text, values)
  text = fill(text, values)
  if text == "" then misuse(what .. " needs a text that is not empty") end
  effect("send", { type = "text", text = check_length("a text", text, most_text) })
end

define("chat", "say", function(_, text, values) say("chat:say", text, values) end)

define("chat", "send", function(self, message) effect("send", check_message(self, message)) end)

define("chat", "react", function(self, emoji)
  if not self.message then misuse("chat:react needs a message to react to, and none began this turn") end
  effect("send", check_message(self, { type = "reaction", emoji = emoji }))
end)

-- Waiting ------------------------------------------------------------------------------------------------------------

local function receive_arguments(options)
  if options.timeout == nil then return no_options end
  return { timeout = milliseconds(options.timeout) }
end

define("chat", "receive", function(self, options) return (next_turn(self, "receive", receive_arguments(options))) end)

define("chat", "wait", function(self, duration) next_turn(self, "sleep", { ms = duration }) end)

--- Waits for an event; the options but `up_to` are what its fields must be.
define("chat", "wait_for", function(self, event, match)
  local arguments = { event = event }
  for name, value in pairs(match or no_options) do
    if name == "up_to" then
      arguments.up_to = milliseconds(value)
    else
      arguments.match = arguments.match or {}
      arguments.match[name] = value
    end
  end
  local _, happened = next_turn(self, "wait_for", arguments)
  return happened
end)

define("chat", "go", function(_, target, given) leave({ target = target, given = given }) end)

define("chat", "can_go", function(_, target) return request("can_go", { target = target }) end)

define("chat", "stop", function() leave() end)

-- Asking -------------------------------------------------------------------------------------------------------------

--- Asks until `read` makes something of the answer and the script's own check agrees. Returns nil when time or tries are
--- used up. `subject` is what is asked: `read(chat, message, options, subject)` returns a value, or nil and what to say;
--- `show(chat, options, subject, again)` says the question. (No closures: this is what waits, a hundred thousand times.)
local function ask(chat, options, subject, read, show)
  local check, tries = options.check, options.tries
  local arguments = receive_arguments(options)
  show(chat, options, subject)
  while true do
    local message = next_turn(chat, "receive", arguments)
    if message == nil then return nil end
    local answer, problem = read(chat, message, options, subject)
    if answer ~= nil and check then
      local good, hint = check(answer)
      if not good then answer, problem = nil, hint or options.again or sentences_of(chat).again end
    elseif answer == nil then
      problem = options.again or problem
    end
    if answer ~= nil then return answer end
    if tries then
      tries = tries - 1
      if tries == 0 then return nil end
    end
    show(chat, options, subject, problem)
  end
end

--- A method that asks in words.
local function question(name, read)
  local what = "chat:" .. name
  local function show(_, options, prompt, again)
    if again then say(what, check_text(what, again)) else say(what, prompt, options.values) end
  end
  define("chat", name, function(chat, prompt, options) return ask(chat, options, prompt, read, show) end)
end

question("ask", function(chat, message)
  if message.text then return message.text end
  return nil, sentences_of(chat).text
end)

local function number_problem(chat, options)
  local words = sentences_of(chat)
  local limits = { min = options.min, max = options.max }
  if options.min and options.max then return fill(words.between, limits) end
  if options.min then return fill(words.at_least, limits) end
  if options.max then return fill(words.at_most, limits) end
  return options.integer and words.integer or words.number
end

question("ask_number", function(chat, message, options)
  local number = message.text and read_number(message.text)
  if not number then return nil, options.integer and sentences_of(chat).integer or sentences_of(chat).number end
  if options.integer and math.type(number) ~= "integer" then return nil, sentences_of(chat).integer end
  if options.min and number < options.min or options.max and number > options.max then return nil, number_problem(chat, options) end
  return number
end)

question("ask_location", function(chat, message)
  if message.type == "location" then return message end
  return nil, sentences_of(chat).location
end)

local media_types = { image = true, video = true, audio = true, document = true, sticker = true }

question("ask_media", function(chat, message)
  if media_types[message.type] then return message end
  return nil, sentences_of(chat).media
end)

-- Choosing -----------------------------------------------------------------------------------------------------------

--- The choices as { value =, id =, title =, description = }; `value` is what the script gets.
local function read_choices(choices)
  if #choices == 0 then misuse("chat:choose needs a list of choices, like { \"Tea\", \"Coffee\" }") end
  local read = {}
  for i, choice in ipairs(choices) do
    if type(choice) == "number" then choice = { id = choice, title = tostring(choice) } end
    local checked = check_choice("a choice", choice, 200, most_body)
    checked.value = type(choice) == "table" and choice.id or checked.id
    checked.folded = host.fold(checked.title)
    read[i] = checked
  end
  check_different("chat:choose", read, "id")
  check_different("chat:choose", read, "folded")
  return read
end

--- Whether all choices fit in this many with titles of this size.
local function fit(choices, most, title)
  if #choices > most then return false end
  for _, choice in ipairs(choices) do
    if #choice.title > title and host.length(choice.title) > title then return false end
  end
  return true
end

local function described(choices)
  for _, choice in ipairs(choices) do
    if choice.description then return true end
  end
  return false
end

local function numbered(text, choices)
  local lines = { text }
  for i, choice in ipairs(choices) do
    lines[#lines + 1] = format("%d. %s%s", i, choice.title, choice.description and ": " .. choice.description or "")
  end
  return table.concat(lines, "\n")
end

--- Says the question of `subject` (its `text` and its `choices`, which are checked) with what can be tapped.
local function show_choices(chat, options, subject, again)
  local choices, text = subject.choices, again or subject.text
  if host.length(text) > most_body or not fit(choices, most_rows, most_row_title) then
    return say("chat:choose", numbered(text, choices))
  end
  if text == "" then misuse("chat:choose needs a text that is not empty") end
  local tappable = {}
  for i, choice in ipairs(choices) do
    tappable[i] = { id = choice.id, title = choice.title, description = choice.description }
  end
  local message = { text = text }
  if options.header ~= nil then message.header = check_part("header", "chat:choose", options.header, 60) end
  if options.footer ~= nil then message.footer = check_part("footer", "chat:choose", options.footer, 60) end
  if fit(choices, most_buttons, most_label) and not described(choices) then
    message.type, message.buttons = "buttons", tappable
  else
    message.type, message.rows = "list", tappable
    message.button = check_part("button", "chat:choose", options.button or sentences_of(chat).choices, most_label)
  end
  effect("send", message)
end

--- The value of the choice that was tapped, written or numbered.
local function read_choice(chat, message, _, subject)
  local tapped = message.type == "buttons" or message.type == "list"
  local written = message.text and host.fold(message.text)
  for _, choice in ipairs(subject.choices) do
    if tapped and message.id == choice.id or written == choice.folded then return choice.value end
  end
  local number = written and math.tointeger(read_number(written))
  if number and subject.choices[number] then return subject.choices[number].value end
  return nil, sentences_of(chat).choose
end

define("chat", "choose", function(self, prompt, choices, options)
  local subject = { choices = read_choices(choices), text = fill(prompt, options.values) }
  return ask(self, options, subject, read_choice, show_choices)
end)

--- The language of a confirmation: the person's, where it has words for yes and no.
local function confirmation_language(chat)
  local language = language_of(chat)
  return confirmations[language] and language or "en"
end

local function show_confirmation(chat, options, text, again)
  local titles = confirmations[confirmation_language(chat)]
  show_choices(chat, options, {
    text = again or text, choices = { { id = "yes", title = titles[1] }, { id = "no", title = titles[2] } },
  })
end

local function read_confirmation(chat, message)
  if message.type == "buttons" and (message.id == "yes" or message.id == "no") then return message.id == "yes" end
  local written = message.text and gsub(host.fold(message.text), "[.!]+$", "")
  local answer = answers_by_language[confirmation_language(chat)][written or false]
  if answer ~= nil then return answer end
  -- Where there are no buttons to tap, both have a number.
  local number = written and read_number(written)
  if number == 1 or number == 2 then return number == 1 end
  return nil, sentences_of(chat).confirm
end

define("chat", "confirm", function(self, prompt, options)
  return ask(self, options, fill(prompt, options.values), read_confirmation, show_confirmation)
end)

--- The function of a command that asks before it runs.
local function confirmed(name, help, run)
  return function(chat, args)
    local language = language_of(chat)
    local text = type(help) == "table" and (help[language] or help.en or select(2, next(help))) or help
    local prompt = gsub(gsub(type(text) == "string" and text or name, "؟$", ""), "[%s.!?]+$", "")
    prompt = prompt .. (match(prompt, "[\216-\219]") and "؟" or "?")
    if ask(chat, no_options, prompt, read_confirmation, show_confirmation) then return run(chat, args) end
    say("chat:say", sentences_of(chat).refused)
  end
end

-- The chat itself ----------------------------------------------------------------------------------------------------

local chat_meta = { __metatable = false, __name = "chat" }

--- The chat of one conversation.
local function open(contact, message, number)
  local user = taken_user(contact)
  return host.setmetatable({ contact = open_contact(contact), user = user, message = message, number = number }, chat_meta)
end
