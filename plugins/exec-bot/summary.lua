-- The daily summary: a conversation that sleeps until the person's hour, speaks, and begins anew.

local show = require "show"
local sentences = require "sentences_reminders"
local window = { template = "daily_summary", values = { text = "{text}" } }

local function key_of(chat) return "summary " .. chat.contact.id end

local function text_of(chat)
  local overdue, today = bot.tasks.list { assignee = "me", due = "overdue" }, bot.tasks.list { assignee = "me", due = "today" }
  if #overdue + #today == 0 then return chat:t("summary_nothing", { count = bot.tasks.count { assignee = "me" } }) end
  local parts = { chat:t("summary", { name = chat.user.name }) }
  if #overdue > 0 then parts[#parts + 1] = show.list(chat, chat:t("list.overdue"), overdue) end
  if #today > 0 then parts[#parts + 1] = show.list(chat, chat:t("list.today"), today) end
  return table.concat(parts, "\n\n")
end

-- The next time that it is this hour.
local function next_time(minutes)
  local time = bot.today() + (minutes * 60)
  if time.unix <= bot.now().unix then time = time + "1 day" end
  return time
end

bot.flow("daily summary", {
  access = "member", outside_window = window,
  run = function(chat, given)
    local time = next_time(given.minutes)
    local seconds = time.unix - bot.now().unix
    chat:wait(string.format("%d seconds", math.max(seconds, 1)))
    -- Stopped, or moved to another hour: then another one sleeps.
    local kept = bot.store.get(key_of(chat))
    if not kept or kept.id ~= given.id then return end
    chat:say("{text}", { text = text_of(chat) })
    chat:go("daily summary", given)
  end,
})

-- The time of day that the words say, in minutes: "8", "٨:٣٠", "at 8 in the evening"; nil where they say none.
local function minutes_of(text)
  local found = bot.language.find_date(text)
  if found and found.date.hour then return found.date.hour * 60 + found.date.minute end
  -- "to 10": an hour alone is no time of day anywhere else.
  for word in text:gsub("[.,!?\"']", " "):gsub("؟", " "):gsub("،", " "):gmatch("%S+") do
    local number = math.tointeger(bot.language.number(word))
    if number and number >= 0 and number < 24 then return number * 60 end
  end
end

local function start(chat, minutes)
  local id = bot.id()
  bot.store.set(key_of(chat), { id = id })
  chat.contact:set { summary = true, summary_at = minutes }
  chat:say(chat:t("summary_set", { time = string.format("%d:%02d", minutes // 60, minutes % 60) }))
  chat:go("daily summary", { id = id, minutes = minutes })
end

bot.command("summary", {
  aliases = { "ملخص" }, help = { en = "Sends you a summary each day", ar = "يرسل لك ملخصا كل يوم" }, usage = "summary [time <hour>]", access = "member", params = { time = "date?" }, examples = sentences.summary,
  run = function(chat, args)
    -- The hour of before, for who had one already.
    local minutes = args.time and args.time.hour and args.time.hour * 60 + args.time.minute
    if not minutes and chat.message and chat.message.text then minutes = minutes_of(chat.message.text) end
    start(chat, minutes or chat.contact.fields.summary_at or 8 * 60)
  end,
})

-- Typed, a number alone is an hour.
bot.command("summary time", {
  help = { en = "Sends it at another hour", ar = "يرسله في ساعة أخرى" }, usage = "summary time <hour>", access = "member", params = { hour = "text" },
  run = function(chat, args)
    local minutes = minutes_of(args.hour)
    if not minutes then return chat:say(chat:t("summary_when", { text = args.hour })) end
    start(chat, minutes)
  end,
})

bot.command("summary off", {
  help = { en = "Ends the daily summary", ar = "يوقف الملخص اليومي" }, access = "member", examples = sentences.no_summary,
  run = function(chat)
    local kept = bot.store.get(key_of(chat))
    bot.store.delete(key_of(chat))
    chat.contact:set { summary = false }
    chat:say(chat:t(kept and "summary_off" or "summary_none"))
  end,
})
