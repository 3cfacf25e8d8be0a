-- Reminders. Each is a conversation that sleeps until its time: restarts and edits change nothing for it, and it speaks once.

local show = require "show"
local sentences = require "sentences_reminders"
local window = { template = "reminder", values = { name = "{name}", text = "{text}" } }
local reminders = {}

local function key_of(chat, id) return "reminder " .. chat.contact.id .. " " .. id end

local function sleep_until(chat, date)
  local seconds = math.max(date.unix - bot.now().unix, 1)
  chat:wait(string.format("%d days %d seconds", seconds // 86400, math.max(seconds % 86400, 1)))
end

-- `repeats`: the words that say when it comes again.
local function remind_at(chat, date, text, repeats)
  local id = bot.id()
  bot.store.set(key_of(chat, id), { text = text, iso = date.iso, repeats = repeats }, { keep = "400 days" })
  sleep_until(chat, date)
  local kept = bot.store.get(key_of(chat, id))
  if not kept then return end
  chat:send {
    type = "buttons", text = chat:t("reminder", { text = text }),
    buttons = { { id = "snooze " .. id, title = chat:t("snooze") }, { id = "heard " .. id, title = chat:t("heard") } },
  }
  if not repeats then return end
  -- Its buttons work for a while; and a fresh start for each time: the journal of a daily reminder would grow for years.
  bot.store.set(key_of(chat, id), kept, { keep = "2 days" })
  chat:go("reminder again", { after = date.unix, text = text, repeats = repeats })
end

bot.flow("reminder again", {
  access = "member", outside_window = window,
  run = function(chat, given)
    -- At its very minute the next time is still this one: a minute later it is not.
    local again = bot.language.find_date(given.repeats)
    if again.date.unix <= given.after then
      chat:wait("61 seconds")
      again = bot.language.find_date(given.repeats)
    end
    remind_at(chat, again.date, given.text, given.repeats)
  end,
})

-- What leads to the thing itself: "remind me to call" is "call".
local leads = { "me to ", "me that ", "me about ", "me of ", "me ", "to ", "about ", "of ", "that ", "أن ", "ان ", "بـ ", "ب ", "عن ", "لـ " }

function reminders.remind(chat, text)
  local found = bot.language.find_date(text)
  if not found then
    local date = chat:ask_date(chat:t("remind_when"), { timeout = "1 hour" })
    if not date then return end
    found = { date = date, text = text }
  end
  local date, what = found.date, found.text
  for _, lead in ipairs(leads) do
    if (what .. " "):lower():sub(1, #lead) == lead then what = what:sub(#lead + 1) end
  end
  if what == "" then return chat:say(chat:t("remind_what")) end
  -- Of a day alone the morning is meant, or an hour from now where that is over.
  if not date.hour then date = date + "9 hours" end
  if date.unix <= bot.now().unix then date = bot.now() + "1 hour" end
  local said = { text = what, due = show.due(chat, date.iso), again = found.repeats }
  chat:say(chat:t(found.repeats and "remind_set_again" or "remind_set", said))
  remind_at(chat, date, what, found.repeats)
end

bot.command("remind", {
  help = { en = "Reminds you", ar = "يذكرك" }, usage = "remind <text>", access = "member", params = { text = "text" }, examples = sentences.remind, outside_window = window,
  run = function(chat, args) reminders.remind(chat, args.text) end,
})

bot.query("reminders", {
  help = { en = "Lists your reminders", ar = "يعرض تذكيراتك" }, access = "member", examples = sentences.reminders,
  run = function(chat)
    local lines = { chat:t("reminders") }
    for _, stored in ipairs(bot.store.list("reminder " .. chat.contact.id)) do
      if stored.value.iso > bot.now().iso then
        lines[#lines + 1] = "⏰ " .. stored.value.text .. " · " .. show.due(chat, stored.value.iso) .. (stored.value.repeats and " 🔁" or "")
      end
    end
    return #lines == 1 and chat:t("no_reminders") or table.concat(lines, "\n")
  end,
})

bot.command("snooze", {
  help = { en = "Reminds you again in an hour", ar = "يذكرك من جديد بعد ساعة" }, usage = "snooze <id>", hidden = true, access = "member", params = { id = "text" }, outside_window = window,
  run = function(chat, args)
    local kept = bot.store.get(key_of(chat, args.id))
    if not kept then return chat:say(chat:t("no_reminder")) end
    bot.store.delete(key_of(chat, args.id))
    local date = bot.now() + "1 hour"
    chat:say(chat:t("snoozed", { due = show.due(chat, date.iso) }))
    remind_at(chat, date, kept.text)
  end,
})

bot.command("heard", {
  help = { en = "Ends a reminder", ar = "ينهي تذكيرا" }, usage = "heard <id>", hidden = true, access = "member", params = { id = "text" },
  run = function(chat, args)
    local kept = bot.store.get(key_of(chat, args.id))
    bot.store.delete(key_of(chat, args.id))
    chat:say(chat:t(kept and "reminder_done" or "no_reminder", kept or {}))
  end,
})

return reminders
