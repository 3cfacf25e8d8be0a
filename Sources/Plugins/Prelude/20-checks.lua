-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- Checks of what scripts pass. A mistake is an error at the script's line that says what to write instead.

--- A set of names that also knows their order, for messages.
local function names(...)
  local set = { list = { ... }, known = {} }
  for _, name in ipairs(set.list) do set.known[name] = true end
  return set
end

--- "did you mean ...?", or what there is.
local function suggestion(name, list)
  local near = host.nearest(name, list)
  if near then return format("did you mean \"%s\"?", near) end
  return "there is " .. table.concat(list, ", ")
end

--- Raises an error where the table has a name that is not in the set.
local function check_names(what, kind, values, set)
  local name = host.unknown(values, set.known)
  if name then misuse(format("%s has no %s \"%s\": %s", what, kind, name, suggestion(name, set.list))) end
end

local no_options = {}

--- The options, or none.
local function check_options(what, options, set)
  if options == nil then return no_options end
  if type(options) ~= "table" then
    misuse(format("the options of %s are a table, like { %s = ... }", what, set.list[1]))
  end
  check_names(what, "option", options, set)
  return options
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

--- A method was called with a dot.
local function check_self(self, what)
  if type(self) ~= "table" then misuse(format("write %s with a colon", what)) end
end

--- A table whose missing names are errors.
local function strict(fields, what, absent)
  local list
  return host.setmetatable(fields, {
    __metatable = false,
    __index = function(_, name)
      if absent and absent[name] or type(name) ~= "string" then return nil end
      if not list then
        list = {}
        for known in pairs(fields) do list[#list + 1] = known end
      end
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
