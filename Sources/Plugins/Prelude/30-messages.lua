-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- Messages that are sent: their types and fields are declared with the API; here is what goes beyond single fields.

local most_text, most_body, most_label, most_row_title, most_description = 40960, 1024, 20, 24, 72
local most_buttons, most_rows = 3, 10

local shapes, choice_names, section_names = api.messages, api.choice, api.section

--- A part of something: a text of at most this many characters. Its name in errors is made only where there is one.
local function check_part(part, what, text, most)
  if type(text) ~= "string" then text = check_text(format("the %s of %s", part, what), text) end
  if text == "" then misuse(format("the %s of %s is empty", part, what)) end
  if #text > most then check_length(format("the %s of %s", part, what), text, most) end
  return text
end

--- One button or row; a text is its title and its id.
local function check_choice(what, choice, most_id, most_title)
  if type(choice) == "string" then
    check_part("title", what, choice, most_title)
    return { id = check_part("id", what, choice, most_id), title = choice }
  end
  if type(choice) ~= "table" then misuse(format("%s is a text or a table { id =, title = }", what)) end
  check_names(what, "field", choice, choice_names)
  local title, description = check_part("title", what, choice.title, most_title), choice.description
  return {
    id = check_part("id", what, choice.id == nil and title or choice.id, most_id), title = title,
    description = description ~= nil and check_part("description", what, description, most_description) or nil,
  }
end

--- Checks that no two of the choices look or answer the same.
local function check_different(what, choices, key)
  local seen = {}
  for _, choice in ipairs(choices) do
    if seen[choice[key]] then misuse(format("%s has two choices with the %s \"%s\"", what, key, choice[key])) end
    seen[choice[key]] = true
  end
end

local function check_buttons(message)
  local buttons = {}
  for i, button in ipairs(message.buttons) do
    if type(button) == "table" and button.description then misuse("a button has no description: send a list") end
    buttons[i] = check_choice("a button", button, 256, most_label)
  end
  if #buttons < 1 or #buttons > most_buttons then
    misuse(format("a message can have 1 to %d buttons, and this one has %d: send a list", most_buttons, #buttons))
  end
  check_different("the message", buttons, "id")
  check_different("the message", buttons, "title")
  message.buttons = buttons
end

local function check_rows(rows, all)
  local checked = {}
  for i, row in ipairs(rows) do
    checked[i] = check_choice("a row", row, 200, most_row_title)
    all[#all + 1] = checked[i]
  end
  return checked
end

local function check_list(message)
  local all = {}
  if (message.rows == nil) == (message.sections == nil) then misuse("a list needs rows or sections") end
  if message.rows then
    message.rows = check_rows(message.rows, all)
  else
    local sections = {}
    for i, section in ipairs(message.sections) do
      if type(section) ~= "table" or type(section.rows) ~= "table" then misuse("a section is a table { title =, rows = }") end
      check_names("a section", "field", section, section_names)
      local title = section.title
      if title ~= nil or #message.sections > 1 then
        title = check_part("title", "a section", title, most_row_title)
      end
      sections[i] = { title = title, rows = check_rows(section.rows, all) }
    end
    message.sections = sections
  end
  if #all < 1 or #all > most_rows then
    misuse(format("a list can have 1 to %d rows, and this one has %d", most_rows, #all))
  end
  check_different("the list", all, "id")
end

--- A checked copy of a message that is to be sent.
local function check_message(chat, message)
  local kind = message.type
  local fields = shapes[kind]
  if not fields then
    if kind == nil then misuse("a message needs a type, like chat:send{ type = \"text\", text = \"Hi\" }") end
    local types = {}
    for known in pairs(shapes) do types[#types + 1] = known end
    misuse(format("there is no message of type \"%s\" to send: %s", tostring(kind), suggestion(tostring(kind), types)))
  end
  local owner = format("a message of type \"%s\"", kind)
  check_names(owner, "field", message, fields)
  local checked = { type = kind }
  for i = 1, #fields do
    local rule = fields[i]
    local value = message[rule.name]
    if value == nil and kind == "reaction" and rule.name == "message_id" and chat.message then value = chat.message.wamid end
    checked[rule.name] = checks[rule.kind](rule, value, owner)
  end
  if kind == "buttons" then check_buttons(checked) end
  if kind == "list" then
    checked.button = checked.button or sentences_of(chat).choices
    check_list(checked)
  end
  return checked
end
