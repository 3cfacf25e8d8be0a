-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- bot: declarations, and what a plugin can do at run time without a grant.

local bot = {}

for _, kind in ipairs { "flow", "command", "query", "on", "every", "filter", "template", "campaign" } do
  bot[kind] = host.declare(kind, true)
end
bot.plugin, bot.settings = host.declare("plugin", false), host.declare("settings", false)

function bot.setting(name)
  local declared, value = host.setting(check_text("bot.setting", name))
  if declared then return value end
  table.sort(value)
  misuse(format("there is no setting \"%s\": %s", name,
    #value > 0 and suggestion(name, value) or "declare it with bot.settings { " .. name .. " = { default = ... } }"))
end

-- Dates --------------------------------------------------------------------------------------------------------------

local weekdays = { [0] = "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday" }
local date_meta = { __metatable = false, __name = "date" }

--- A date at these seconds since 1970 UTC, in the zone of the business. A whole day has no `hour`.
local function date_at(seconds, whole_day)
  local _, offset = host.now()
  local year, month, day, hour, minute, second, weekday = host.civil(seconds + offset * 60)
  local date = { year = year, month = month, day = day, weekday = weekdays[weekday], unix = seconds }
  if whole_day then
    date.iso = format("%04d-%02d-%02d", year, month, day)
  else
    date.hour, date.minute, date.second = hour, minute, second
    date.iso = format("%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour, minute, second)
  end
  return host.setmetatable(date, date_meta)
end

local function unix_of(date)
  if type(date) ~= "table" or type(date.unix) ~= "number" then misuse("a date can be compared with a date only") end
  return date.unix
end

--- A date moved by seconds, or by a duration in words.
local function moved(date, by, direction)
  local seconds = type(by) == "string" and milliseconds(by) // 1000 or math.tointeger(by)
  if not seconds then misuse("a date can be moved by seconds or by a duration, like date + \"2 days\"") end
  return date_at(date.unix + direction * seconds, date.hour == nil and seconds % 86400 == 0)
end

date_meta.__tostring = function(date) return date.iso end
date_meta.__eq = function(left, right) return unix_of(left) == unix_of(right) end
date_meta.__lt = function(left, right) return unix_of(left) < unix_of(right) end
date_meta.__le = function(left, right) return unix_of(left) <= unix_of(right) end
date_meta.__add = function(left, right)
  if type(left) == "table" then return moved(left, right, 1) end
  return moved(right, left, 1)
end
--- Between two dates: seconds.
date_meta.__sub = function(left, right)
  if type(right) == "table" then return unix_of(left) - unix_of(right) end
  return moved(left, right, -1)
end

function bot.now() return date_at(host.now() // 1000, false) end

function bot.today()
  local now, offset = host.now()
  local year, month, day = host.civil(now // 1000 + offset * 60)
  return date_at(host.seconds(year, month, day, 0, 0, 0) - offset * 60, true)
end

question("ask_date", function(chat, message)
  local found = message.text and request("language.date", { text = message.text })
  if not found then return nil, sentences_of(chat).date end
  local _, offset = host.now()
  local seconds = host.seconds(found.year, found.month, found.day, found.hour or 0, found.minute or 0, 0) - offset * 60
  return date_at(seconds, found.hour == nil)
end)

-- Chance -------------------------------------------------------------------------------------------------------------

function bot.random(low, high)
  if low == nil then return math.random() end
  if math.type(low) ~= "integer" or high ~= nil and math.type(high) ~= "integer" then
    misuse("bot.random needs whole numbers, like bot.random(6)")
  end
  if high == nil then low, high = 1, low end
  if low > high then misuse(format("bot.random has nothing to choose from between %d and %d", low, high)) end
  return math.random(low, high)
end

bot.id = host.identifier

-- Data ---------------------------------------------------------------------------------------------------------------

local store_options = names("keep")

local function check_key(what, key)
  key = check_text(what, key)
  if key == "" then misuse(what .. " needs a key that is not empty") end
  return check_length("a key of bot.store", key, 200)
end

local store = {}

function store.get(key) return request("store.get", { key = check_key("bot.store.get", key) }) end

function store.set(key, value, options)
  options = check_options("bot.store.set", options, store_options)
  if value == nil then misuse("bot.store.set needs a value; to remove one, use bot.store.delete(key)") end
  local keep = options.keep ~= nil and milliseconds(options.keep) or nil
  effect("store.set", { key = check_key("bot.store.set", key), value = value, keep = keep })
end

function store.delete(key) effect("store.delete", { key = check_key("bot.store.delete", key) }) end

--- Adds to a number that other conversations may change at the same time; returns the sum.
function store.add(key, amount)
  amount = amount == nil and 1 or amount
  if type(amount) ~= "number" then misuse("bot.store.add needs a number to add") end
  return request("store.add", { key = check_key("bot.store.add", key), amount = amount })
end

function store.list(prefix)
  return request("store.list", { prefix = prefix == nil and "" or check_text("bot.store.list", prefix) }) or {}
end

bot.store = host.seal(strict(store, "bot.store"), "bot.store")
bot.json = host.seal(strict({ encode = host.encode, decode = host.decode }, "bot.json"), "bot.json")

-- Events and reports -------------------------------------------------------------------------------------------------

local function check_fields(what, fields)
  if fields ~= nil and type(fields) ~= "table" then misuse(format("the fields of %s are a table", what)) end
  return fields or {}
end

function bot.emit(event, fields)
  effect("emit", { event = check_text("bot.emit", event), fields = check_fields("bot.emit", fields) })
end

function bot.log(text, fields)
  effect("log", { text = tostring(text), fields = check_fields("bot.log", fields) })
end

local levels = names("ok", "warn", "error")

function bot.status(level, text)
  if not levels.known[level] then
    misuse(format("bot.status has no level \"%s\": %s", tostring(level), suggestion(tostring(level), levels.list)))
  end
  effect("status", { level = level, text = check_text("bot.status", text) })
end

-- Now that all methods are there.
chat_meta.__index = strict(methods, "chat", { user = true, message = true, contact = true, number = true })
