-- The daily summary: a conversation that sleeps until the person's hour, speaks, and begins anew.

local show = require "show"
local sentences = require "sentences_reminders"
local window = { template = "reminder", values = { name = "{name}", text = "{text}" } }

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

bot.command("summary", {
  help = { en = "Sends you a summary each day", ar = "يرسل لك ملخصا كل يوم" }, usage = "summary [time <hour>]", access = "member", params = { time = "date?" }, examples = sentences.summary,
  run = function(chat, args)
    -- The hour of before, for who had one already.
    local kept = chat.contact.fields.summary_at or 8 * 60
    local hour, minute = kept // 60, kept % 60
    if args.time and args.time.hour then hour, minute = args.time.hour, args.time.minute end
    local found = not (args.time and args.time.hour) and chat.message and chat.message.text and bot.language.find_date(chat.message.text)
    if found and found.date.hour then hour, minute = found.date.hour, found.date.minute end
    if not (found and found.date.hour) and not (args.time and args.time.hour) and chat.message and chat.message.text then
      -- "to 10": an hour alone is no time of day anywhere else.
      local number = tonumber(chat.message.text:match("%f[%d](%d%d?)%f[%D]"))
      if number and number < 24 then hour, minute = number, 0 end
    end
    local id = bot.id()
    bot.store.set(key_of(chat), { id = id })
    chat.contact:set { summary = true, summary_at = hour * 60 + minute }
    chat:say(chat:t("summary_set", { time = string.format("%d:%02d", hour, minute) }))
    chat:go("daily summary", { id = id, minutes = hour * 60 + minute })
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
