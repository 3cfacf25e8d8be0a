-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- Forms: what bot.form declares, chat:ask_form has the person fill in. The host runs each screen as a turn of its own.

--- The WhatsApp Flow of each form that the plugin declares, by the form's name; false where it names none.
local forms = {}

local answer_fields = { { name = "screen" }, { name = "data" }, { name = "error" }, { name = "done" } }

local function undeclared_form(name)
  local list = {}
  for known in pairs(forms) do list[#list + 1] = known end
  misuse(format("there is no form \"%s\": %s", name,
    #list > 0 and suggestion(name, list) or "declare it with bot.form(\"" .. name .. "\", { flow = \"...\", screen = function(form, screen, data) ... end })"))
end

--- Checks what the function of a form has returned, and hands it to the host.
local function answer_form(name, screen, answer)
  if type(answer) ~= "table" then
    misuse(format("the form \"%s\" must return a table, like { screen = \"NAME\" }, { error = \"...\" } or { done = { ... } }, not %s", name,
      answer == nil and "nothing" or "a " .. type(answer)))
  end
  check_names(format("what the form \"%s\" returns", name), "field", answer, answer_fields)
  effect("form.answer", {
    screen = answer.screen, current = screen, data = answer.data, done = answer.done,
    error = answer.error ~= nil and check_text(format("the error of the form \"%s\"", name), answer.error) or nil,
  })
end

--- The function that declares forms: the entry that the host runs takes what was sent out of `given`.
local function declaring_forms(declare)
  return function(name, options)
    if type(name) == "string" and type(options) == "table" and type(options.screen) == "function" then
      local declared, run = {}, options.screen
      for key, value in pairs(options) do declared[key] = value end
      declared.run = function(chat, given)
        local form = { name = name, action = given.action, contact = chat.contact, user = chat.user, number = chat.number }
        answer_form(name, given.screen, run(form, given.screen, given.data))
      end
      forms[name] = type(options.flow) == "string" and options.flow or false
      options = declared
    end
    return declare(name, options)
  end
end

define("chat", "ask_form", function(self, name, prompt, options)
  local flow = forms[name]
  if flow == nil then undeclared_form(name) end
  flow = options.flow or flow
  if not flow then misuse(format("the form \"%s\" names no WhatsApp Flow: give it to bot.form, or chat:ask_form, as flow = \"...\"", name)) end
  local token = host.identifier()
  local message = {
    type = "flow", form = name, token = token, text = check_length("the text above a form", fill(prompt, options.values), most_body),
    cta = options.button or sentences_of(self).open, header = options.header, footer = options.footer,
    action = options.screen and "navigate" or "data_exchange", screen = options.screen, data = options.data,
    mode = options.draft and "draft" or nil,
  }
  if match(flow, "^%d+$") then message.flow_id = flow else message.flow_name = flow end
  effect("send", message)
  local arguments = receive_arguments(options)
  while true do
    local received = next_turn(self, "receive", arguments)
    if received == nil then return nil end
    local response = received.type == "flow" and received.response
    if type(response) == "table" and response.flow_token == token then
      local values = {}
      for key, value in pairs(response) do
        if key ~= "flow_token" then values[key] = value end
      end
      return values
    end
    say("chat:ask_form", options.again or sentences_of(self).form)
  end
end)
