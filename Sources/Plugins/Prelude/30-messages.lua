-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- Messages that are sent: each type has its fields, in WhatsApp's own words and sizes.

-- A longer text than WhatsApp's 4,096 characters is sent as several messages.
local most_text, most_body, most_label, most_row_title, most_description = 40960, 1024, 20, 24, 72
local most_buttons, most_rows = 3, 10

--- A field: what it holds, how many characters, whether it must be there.
local function field(kind, most, required) return { kind = kind, most = most, required = required } end

-- An address, an id, or a table with one of them.
local media = field("string or table", 2000, true)
local caption = field("string", most_body)
local body = field("string", most_body, true)
local small = field("string", 60)

local shapes = {
  text = { text = field("string", most_text, true), preview_url = field("boolean") },
  buttons = { text = body, header = small, footer = small, buttons = field("table", nil, true) },
  list = {
    text = body, header = small, footer = small, button = field("string", most_label), rows = field("table"),
    sections = field("table"),
  },
  link = {
    text = body, header = small, footer = small, title = field("string", most_label, true),
    url = field("string", 2000, true),
  },
  location = {
    latitude = field("number", nil, true), longitude = field("number", nil, true), name = field("string", 1000),
    address = field("string", 1000),
  },
  contacts = { contacts = field("table", nil, true) },
  reaction = { emoji = field("string", 30, true), message_id = field("string", 200, true) },
  image = { media = media, caption = caption },
  video = { media = media, caption = caption },
  document = { media = media, caption = caption, filename = field("string", 240) },
  audio = { media = media, voice = field("boolean") },
  sticker = { media = media },
}

--- What a message that arrived has beside its fields: it can be sent on as it is.
local passed = { "id", "wamid", "referral", "group_id", "origin", "animated", "text" }

local shape_names, type_names, field_names = {}, {}, {}
for kind, fields in pairs(shapes) do
  -- The message that this one answers.
  fields.context = field("table")
  local list = { "type" }
  for name in pairs(fields) do list[#list + 1] = name end
  shape_names[kind] = names(table.unpack(list))
  for _, name in ipairs(passed) do shape_names[kind].known[name] = true end
  type_names[#type_names + 1] = kind
  table.remove(list, 1)
  field_names[kind] = list
end

local choice_names = names("id", "title", "description")
local section_names = names("title", "rows")

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

--- Checks a field of a message by its rule; returns its value.
local function check_field(kind, name, rule, value)
  local what = format("the field \"%s\" of a message of type \"%s\"", name, kind)
  if value == nil then
    if rule.required then misuse(format("a message of type \"%s\" needs the field \"%s\"", kind, name)) end
    return nil
  end
  if rule.kind == "string" and type(value) == "number" then value = tostring(value) end
  if not find(rule.kind, type(value), 1, true) then
    misuse(format("%s must be a %s, not a %s", what, rule.kind, type(value)))
  end
  if rule.most and type(value) == "string" then check_length(what, value, rule.most) end
  -- An empty emoji takes a reaction back.
  if rule.required and value == "" and name ~= "emoji" then misuse(what .. " is empty") end
  return value
end

--- A checked copy of a message that is to be sent.
local function check_message(chat, message)
  if type(message) ~= "table" then misuse("chat:send needs a message, like chat:send{ type = \"text\", text = \"Hi\" }") end
  local kind = message.type
  local fields = shapes[kind]
  if not fields then
    if kind == nil then misuse("a message needs a type, like chat:send{ type = \"text\", text = \"Hi\" }") end
    misuse(format("there is no message of type \"%s\" to send: %s", tostring(kind), suggestion(tostring(kind), type_names)))
  end
  check_names(format("a message of type \"%s\"", kind), "field", message, shape_names[kind])
  local checked = { type = kind }
  for _, name in ipairs(field_names[kind]) do
    local value = message[name]
    if value == nil and kind == "reaction" and name == "message_id" and chat.message then value = chat.message.wamid end
    checked[name] = check_field(kind, name, fields[name], value)
  end
  if kind == "buttons" then check_buttons(checked) end
  if kind == "list" then
    checked.button = checked.button or sentences_of(chat).choices
    check_list(checked)
  end
  return checked
end
