-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- Templates: what bot.template declares, chat:send_template sends. Which place a value has is known to the host, or to Meta.

--- What the plugin has declared, by name: { languages =, params = { names in their order } }.
local templates = {}

--- The function that declares templates; what it has declared can be sent.
local function remembering(declare)
  return function(name, options)
    declare(name, options)
    local params = {}
    if type(options.params) == "string" then params[1] = options.params end
    if type(options.params) == "table" then
      for i, param in ipairs(options.params) do params[i] = param end
    end
    local languages = options.language
    if type(languages) ~= "table" then languages = { languages } end
    templates[name] = { languages = languages, params = params }
  end
end

--- The language of a template that the person speaks, else its first. The host chooses by the same rules (TemplateDeclaration).
local function template_language(chat, languages)
  local spoken = chat.contact and chat.contact.language
  local code = type(spoken) == "string" and gsub(spoken, "-", "_") or ""
  local base = match(code, "^[^_]*")
  local near
  for _, language in ipairs(languages) do
    if language == code then return language end
    if language == base or not near and match(language, "^[^_]*") == base then near = language end
  end
  return near or languages[1]
end

local function undeclared(name)
  local list = {}
  for known in pairs(templates) do list[#list + 1] = known end
  misuse(format("there is no template \"%s\": %s", name,
    #list > 0 and suggestion(name, list) or "declare it with bot.template(\"" .. name .. "\", { language = \"en\", params = { ... } })"))
end

local function quoted(names)
  local list = {}
  for i, name in ipairs(names) do list[i] = "\"" .. tostring(name) .. "\"" end
  return table.concat(list, ", ")
end

--- The value as it goes to the host; nil where it is empty. Tables with fields are values, too: a currency, a header's file.
local function template_value(what, name, value)
  if type(value) == "table" and getmetatable(value) ~= false then return value end
  if type(value) ~= "string" and type(value) ~= "number" and type(value) ~= "table" then
    misuse(format("the value \"%s\" of %s must be a text or a number, not a %s", name, what, type(value)))
  end
  local text = shown(name, value)
  return find(text, "%S") and text or nil
end

define("chat", "send_template", function(self, name, values)
  local template = templates[name]
  if not template then undeclared(name) end
  local what = format("the template \"%s\"", name)
  local given, known, missing, empty = {}, {}, {}, {}
  values = values or no_options
  for _, param in ipairs(template.params) do
    known[param] = true
    local value = values[param]
    if value == nil then
      missing[#missing + 1] = param
    else
      given[param] = template_value(what, param, value)
      if given[param] == nil then empty[#empty + 1] = param end
    end
  end
  for key in pairs(values) do
    if not known[key] then
      misuse(format("%s has no value \"%s\": %s", what, tostring(key),
        #template.params > 0 and suggestion(tostring(key), template.params) or "its bot.template has no params"))
    end
  end
  if #missing > 0 then misuse(format("%s lacks %s: chat:send_template(\"%s\", { %s = ... })", what, quoted(missing), name, missing[1])) end
  if #empty > 0 then misuse(format("%s has nothing in %s: WhatsApp refuses an empty value", what, quoted(empty))) end
  local language = template_language(self, template.languages)
  effect("send", { type = "template", name = name, language = language, params = template.params, values = given })
end)
