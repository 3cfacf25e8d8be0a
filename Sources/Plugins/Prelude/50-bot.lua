-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- bot: declarations, and what a plugin can do at run time without a grant.

local bot = spaces.bot

for kind, named in pairs(api.declaring) do bot[kind] = host.declare(kind, named) end

local declare_command = bot.command

function bot.command(name, options)
  if type(name) == "string" and type(options) == "table" and options.confirm == true and type(options.run) == "function" then
    local asking = {}
    for key, value in pairs(options) do asking[key] = value end
    asking.run = confirmed(name, options.help, options.run)
    options = asking
  end
  return declare_command(name, options)
end

local declare_query = bot.query

function bot.query(name, options)
  if type(options) == "table" and type(options.run) == "function" then
    local answering = {}
    for key, value in pairs(options) do answering[key] = value end
    answering.run = answering_query(options)
    options = answering
  end
  return declare_query(name, options)
end

local declare_plugin = bot.plugin

-- Each plugin can ask which of its things a sentence meant, without declaring that.
function bot.plugin(options)
  declare_plugin(options)
  host.offer("meaning", "did_you_mean", function(chat, given) ask_meaning(chat, given.choices) end)
end

bot.template = remembering(bot.template)
bot.form = declaring_forms(bot.form)

define("bot", "setting", function(name)
  local declared, value = host.setting(name)
  if declared then return value end
  table.sort(value)
  misuse(format("there is no setting \"%s\": %s", name,
    #value > 0 and suggestion(name, value) or "declare it with bot.settings { " .. name .. " = { default = ... } }"))
end)

-- Dates --------------------------------------------------------------------------------------------------------------

local weekdays = { [0] = "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday" }
local date_meta = { __metatable = false, __name = "date" }

--- A date whose civil time is this many seconds from 1970 on, and which is at `unix`. A whole day has no `hour`.
local function dated(unix, local_seconds, whole_day)
  local year, month, day, hour, minute, second, weekday = host.civil(local_seconds)
  local date = { year = year, month = month, day = day, weekday = weekdays[weekday], unix = unix }
  if whole_day then
    date.iso = format("%04d-%02d-%02d", year, month, day)
  else
    date.hour, date.minute, date.second = hour, minute, second
    date.iso = format("%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour, minute, second)
  end
  return host.setmetatable(date, date_meta)
end

--- The date at these seconds since 1970 UTC, where the person is.
local function date_at(unix) return dated(unix, unix + host.offset(unix) * 60) end

--- The date that a clock on the wall and a calendar show; what is beyond a month or a day goes on in the next.
local function date_of(year, month, day, hour, minute, second)
  local shown = host.seconds(year, month, day, hour or 0, minute or 0, second or 0)
  local unix = host.moment(shown)
  if hour == nil then return dated(unix, shown, true) end
  -- A time that a clock change skips is the one that clocks show instead.
  return date_at(unix)
end

local function unix_of(date)
  if type(date) ~= "table" or type(date.unix) ~= "number" then misuse("a date can be compared with a date only") end
  return date.unix
end

--- A date moved by seconds, or by a duration in words. Days and weeks go by the calendar: at the same time of another day. Hours, minutes and
--- seconds go by, of a time; of a whole day they are the time of it.
local function moved(date, by, direction)
  local days, seconds = 0, math.tointeger(by)
  if type(by) == "string" then
    local all, of_days = milliseconds(by)
    days, seconds = of_days // units.day, (all - of_days) // 1000
  end
  if not seconds then misuse("a date can be moved by seconds or by a duration, like date + \"2 days\"") end
  days, seconds = direction * days, direction * seconds
  if date.hour == nil then
    days, seconds = days + seconds // 86400, seconds % 86400
    return date_of(date.year, date.month, date.day + days, seconds ~= 0 and 0 or nil, 0, seconds)
  end
  local unix = date.unix
  if days ~= 0 then unix = date_of(date.year, date.month, date.day + days, date.hour, date.minute, date.second).unix end
  return date_at(unix + seconds)
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

define("bot", "now", function() return date_at(host.now() // 1000) end)

define("bot", "today", function()
  local now = date_at(host.now() // 1000)
  return date_of(now.year, now.month, now.day)
end)

--- A date as the host gives it, as scripts have it. The host knows its moment, however far away it is; journals from before that have none.
local function as_date(found)
  local shown = host.seconds(found.year, found.month, found.day, found.hour or 0, found.minute or 0, 0)
  return dated(found.unix or host.moment(shown), shown, found.hour == nil)
end

local function read_date(text)
  local found = request("language.date", { text = text })
  return found and as_date(found)
end

define("bot.language", "find_date", function(text)
  local found = request("language.find_date", { text = text })
  if found then found.date = as_date(found.date) end
  return found
end)

question("ask_date", function(chat, message)
  local date = message.text and read_date(message.text)
  if not date then return nil, sentences_of(chat).date end
  return date
end)

define("bot.language", "date", read_date)
define("bot.language", "number", read_number)

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

local json = spaces["bot.json"]
json.encode, json.decode = host.encode, host.decode

-- Now that all functions are there: each has its place, and what is declared is what there is.
for space, functions in pairs(spaces) do
  for name in pairs(api.spaces[space]) do
    if not functions[name] then error(space .. " declares " .. name .. ", and the prelude does not define it") end
  end
  local name = match(space, "^bot%.(.+)$")
  if name then bot[name] = host.seal(strict(functions, space), space) end
end
chat_meta.__index = strict(methods, "chat", { user = true, message = true, contact = true, number = true })
