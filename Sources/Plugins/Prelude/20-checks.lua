-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- Checks of what scripts pass. A mistake is an error at the script's line that says what to write instead.

--- "did you mean ...?", or what there is.
local function suggestion(name, list)
  local near = host.nearest(name, list)
  if near then return format("did you mean \"%s\"?", near) end
  return "there is " .. table.concat(list, ", ")
end

--- The names of rules, in order.
local function names_of(rules)
  local list = {}
  for i, rule in ipairs(rules) do list[i] = rule.name end
  return list
end

--- The names of rules as a set, made where it is first needed.
local function known_by(rules)
  local known = {}
  for _, rule in ipairs(rules) do known[rule.name] = true end
  for _, name in ipairs(rules.also or {}) do known[name] = true end
  rules.known = known
  return known
end

--- Raises an error where the table has a name that the rules do not know. `text` is what the values may have been meant for.
local function check_names(what, kind, values, rules, text)
  local name = host.unknown(values, rules.known or known_by(rules))
  if not name then return end
  if type(text) == "string" and find(text, "{" .. tostring(name) .. "}", 1, true) and (rules.known or known_by(rules)).values then
    misuse(format("%s has no %s \"%s\": write { values = { %s = ... } }", what, kind, name, name))
  end
  misuse(format("%s has no %s \"%s\": %s", what, kind, name, suggestion(name, names_of(rules))))
end

local function check_text(what, text)
  if type(text) == "number" then return tostring(text) end
  if type(text) ~= "string" then misuse(format("%s needs a text, not %s", what, text == nil and "nothing" or "a " .. type(text))) end
  return text
end

local function check_length(what, text, most)
  if #text > most and host.length(text) > most then
    local cut = utf8.offset(text, 31)
    misuse(format("%s can have %d characters, and this one has %d: \"%s\"", what, most, host.length(text),
      cut and sub(text, 1, cut - 1) .. "..." or text))
  end
  return text
end

-- The rules of the API: `check(rule, value, owner)` returns the value as it is used. `owner` is what has the parameter,
-- such as "chat:say"; a rule belongs to many.

--- The option "tries" of chat:ask.
local function place_of(rule, owner)
  if rule.role == nil or rule.role == "" then return format("the %s of %s", rule.name, owner) end
  return format("the %s \"%s\" of %s", rule.role, rule.name, owner)
end

local function range_of(rule)
  if rule.min and rule.max then return format(" from %s to %s", rule.min, rule.max) end
  if rule.min then return format(" of %s or more", rule.min) end
  return rule.max and format(" of %s or less", rule.max) or ""
end

local needed = {
  text = "a text", boolean = "true or false", ["function"] = "a function", any = "a value", either = "a text or a table",
  duration = "a duration, like \"2 hours\"",
}

local function refuse(rule, value, owner)
  local need = rule.needs or needed[rule.kind] or rule.like and "a table, like " .. rule.like or "a table"
  if rule.kind == "number" then need = "a number" .. range_of(rule) end
  if rule.kind == "integer" then need = "a whole number" .. range_of(rule) end
  local got = type(value) == "number" and tostring(value) or value == nil and "nothing" or "a " .. type(value)
  if rule.needs then misuse(format("%s needs %s", owner, need)) end
  if rule.role == nil or value == nil and rule.role == "" then misuse(format("%s needs %s, not %s", owner, need, got)) end
  if value == nil then misuse(format("%s needs the %s \"%s\"", owner, rule.role, rule.name)) end
  misuse(format("%s must be %s, not %s", place_of(rule, owner), need, got))
end

local checks = {}

function checks.any(rule, value, owner)
  if value == nil and not rule.optional then refuse(rule, value, owner) end
  return value
end

function checks.printable(_, value) return tostring(value) end

function checks.text(rule, value, owner)
  if type(value) ~= "string" then
    if value == nil and rule.optional then return rule.standard end
    if type(value) ~= "number" then refuse(rule, value, owner) end
    value = tostring(value)
  end
  if rule.filled and value == "" then misuse(place_of(rule, owner) .. " is empty") end
  if rule.most and #value > rule.most then check_length(place_of(rule, owner), value, rule.most) end
  return value
end

function checks.number(rule, value, owner)
  if value == nil and rule.optional then return rule.standard end
  if type(value) ~= "number" or rule.min and value < rule.min or rule.max and value > rule.max then refuse(rule, value, owner) end
  return value
end

function checks.integer(rule, value, owner)
  if value == nil and rule.optional then return rule.standard end
  if math.type(value) ~= "integer" or rule.min and value < rule.min or rule.max and value > rule.max then
    refuse(rule, value, owner)
  end
  return value
end

function checks.boolean(rule, value, owner)
  if type(value) ~= "boolean" and (value ~= nil or not rule.optional) then refuse(rule, value, owner) end
  return value
end

checks["function"] = function(rule, value, owner)
  if type(value) ~= "function" and (value ~= nil or not rule.optional) then refuse(rule, value, owner) end
  return value
end

function checks.table(rule, value, owner)
  if type(value) ~= "table" then
    if value ~= nil or not rule.optional then refuse(rule, value, owner) end
    return rule.standard
  end
  return value
end

function checks.either(rule, value, owner)
  if type(value) == "string" then return checks.text(rule, value, owner) end
  return checks.table(rule, value, owner)
end

function checks.choice(rule, value, owner)
  if value == nil and rule.optional then return rule.standard end
  for _, word in ipairs(rule.words) do
    if word == value then return value end
  end
  if value == nil then refuse(rule, value, owner) end
  misuse(format("%s has no %s \"%s\": %s", owner, rule.name, tostring(value), suggestion(tostring(value), rule.words)))
end

--- Milliseconds.
function checks.duration(rule, value)
  if value == nil and rule.optional then return nil end
  return milliseconds(value)
end

local no_options = {}

--- The options, or none. They stay as the script wrote them; durations are read where they are used.
function checks.options(rule, value, owner, text)
  if value == nil then return no_options end
  local names = rule.names
  if type(value) ~= "table" then
    misuse(format("the options of %s are a table, like { %s = ... }", owner, names[1].name))
  end
  check_names(owner, "option", value, names, text)
  for i = 1, #names do
    local field = names[i]
    local option = value[field.name]
    if option ~= nil and field.kind ~= "duration" then checks[field.kind](field, option, owner) end
  end
  return value
end

--- A table whose missing names are errors; `missing` has those that another version will have.
local function strict(fields, what, absent, missing)
  local list
  return host.setmetatable(fields, {
    __metatable = false,
    __index = function(_, name)
      if absent and absent[name] or type(name) ~= "string" then return nil end
      if not list then
        list = {}
        for known in pairs(fields) do list[#list + 1] = known end
      end
      if missing and missing[name] then misuse(format("%s.%s is not available in this version", what, name)) end
      misuse(format("%s has no \"%s\": %s", what, name, suggestion(name, list)))
    end,
  })
end

-- Texts with named values ----------------------------------------------------------------------------------------------

local function shown(name, value)
  -- A total of 100 * 50.0 reads as 5000.
  if math.type(value) == "float" and value % 1 == 0 and value > -1e15 and value < 1e15 then return format("%d", value) end
  if type(value) == "table" or type(value) == "function" then
    local meta = getmetatable(value)
    if meta ~= false and not (type(meta) == "table" and meta.__tostring) then
      misuse(format("the value of {%s} is a %s, not a text or a number", name, type(value)))
    end
  end
  return tostring(value)
end

local function lookup(values, name)
  local value = values[name]
  if value == nil then value = values[math.tointeger(tonumber(name))] end
  if value == nil and find(name, ".", 1, true) then
    value = values
    for part in string.gmatch(name, "[^.]+") do
      if type(value) ~= "table" then return nil end
      value = value[part]
    end
  end
  return value
end

local function missing_value(name, values)
  local list = {}
  for known in pairs(values) do list[#list + 1] = "{" .. tostring(known) .. "}" end
  misuse(format("the text has no value for {%s}: %s", name,
    #list > 0 and "there is " .. table.concat(list, ", ") or "no values are given"))
end

--- Puts values into a text: {name} and {contact.name}; `{{` and `}}` write a brace. Without values the text stays as it
--- is: what a person wrote can be sent back.
local function fill(text, values)
  if values == nil or not find(text, "[{}]") then return text end
  if type(values) ~= "table" then misuse("the values of a text are a table, like { name = \"Amina\" }") end
  local parts, at = {}, 1
  while true do
    local brace = find(text, "[{}]", at)
    if not brace then break end
    parts[#parts + 1] = sub(text, at, brace - 1)
    local two = sub(text, brace, brace + 1)
    local name, after = match(text, "^{([%w_.]+)}()", brace)
    if two == "{{" or two == "}}" then
      parts[#parts + 1], at = sub(two, 1, 1), brace + 2
    elseif name then
      local value = lookup(values, name)
      if value == nil then missing_value(name, values) end
      parts[#parts + 1], at = shown(name, value), after
    else
      parts[#parts + 1], at = sub(two, 1, 1), brace + 1
    end
  end
  parts[#parts + 1] = sub(text, at)
  return table.concat(parts)
end
