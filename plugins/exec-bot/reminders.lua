-- Reminders. Each is a conversation that sleeps until its time: restarts and edits change nothing for it, and it speaks once. What the store keeps
-- of it says what it is of, when it comes, and which conversation sleeps for it: one that wakes and is not that one says nothing. A reminder that
-- comes again has one id for all of its times.

local agreed = require "agreed"
local show = require "show"
local sentences = require "sentences_reminders"
local reminders = {}

-- So far ahead can a reminder be.
local longest = "3660 days"

local function prefix_of(chat) return "reminder " .. chat.contact.id .. " " end
local function key_of(chat, id) return prefix_of(chat) .. id end

-- Nobody's id is longer: what people write in its place is no key of the store.
local function kept_of(chat, id) return #id <= 40 and bot.store.get(key_of(chat, id)) or nil end

-- A month longer than it sleeps: so long do its buttons work.
local function keep(chat, id, kept)
  local days = math.max(kept.unix - bot.now().unix, 0) // 86400
  bot.store.set(key_of(chat, id), kept, { keep = string.format("%d days", days + 30) })
end

local function wait_until(chat, unix)
  local seconds = math.max(unix - bot.now().unix, 1)
  local days, rest = seconds // 86400, seconds % 86400
  chat:wait((days > 0 and days .. " days " or "") .. (rest > 0 and rest .. " seconds" or ""))
end

-- Leaves this conversation for one that sleeps until the date.
local function sleep(chat, id, kept, date)
  kept.run, kept.unix, kept.iso = bot.id(), date.unix, date.iso
  keep(chat, id, kept)
  chat:go("reminder", { id = id, run = kept.run })
end

-- Of a day alone the morning is meant; of today, where that is over, an hour from now.
local function moment(date)
  if date.hour then return date end
  local morning = date + "9 hours"
  if morning <= bot.now() and date == bot.today() then return bot.now() + "1 hour" end
  return morning
end

-- The same day of the month so many months later, or its last day where it has fewer.
local function months_later(date, count, day)
  local month = date.year * 12 + date.month - 1 + count
  local wanted = day or date.day
  for last = wanted, math.min(wanted, 28), -1 do
    local found = bot.language.date(string.format("%04d-%02d-%02d %02d:%02d", month // 12, month % 12 + 1, last, date.hour, date.minute))
    if found then return found end
  end
end

-- The time after this one. `every`: as bot.language.find_date tells it.
local function step(date, every)
  local count = every.interval
  if every.unit == "minute" then return date + count * 60 end
  if every.unit == "hour" then return date + count * 3600 end
  if every.unit == "month" then return months_later(date, count, every.day) end
  if every.unit == "year" then return months_later(date, 12 * count, every.day) end
  if #every.weekdays == 0 then return date + string.format("%d %ss", count, every.unit) end
  local wanted = {}
  for _, weekday in ipairs(every.weekdays) do wanted[weekday] = true end
  repeat
    date = date + "1 day"
    if date.weekday == "monday" and count > 1 then date = date + string.format("%d weeks", count - 1) end
  until wanted[date.weekday]
  return date
end

-- The first time from this one on that is still to come. Nobody is reminded of what they missed while nothing ran more than once.
local function ahead(date, every)
  local now = bot.now()
  local length = ({ minute = 60, hour = 3600 })[every.unit]
  if length and date <= now then date = date + (now - date) // (length * every.interval) * length * every.interval end
  while date <= now do date = step(date, every) end
  return date
end

local function at(unix) return bot.now() + (unix - bot.now().unix) end

bot.flow("reminder", {
  access = "member",
  outside_window = {
    template = "reminder", values = { name = "{name}", text = "{text}", button_1 = "{button_1}", button_2 = "{button_2}" },
  },
  run = function(chat, given)
    -- Cancelled or moved in the meantime: then nothing sleeps for it, or another conversation does.
    local function mine()
      local kept = kept_of(chat, given.id)
      return kept and kept.run == given.run and kept or nil
    end
    local kept = mine()
    if not kept then return end
    wait_until(chat, kept.unix)
    kept = mine()
    if not kept then return end
    local buttons = {
      { id = "snooze " .. given.id, title = chat:t("snooze") }, { id = "heard " .. given.id, title = chat:t("heard") },
    }
    if kept.repeats then buttons[3] = { id = "cancel reminder " .. given.id, title = chat:t("end_series") } end
    chat:send { type = "buttons", text = chat:t("reminder", { text = kept.text }), buttons = buttons }
    chat:remember("reminder", { id = given.id, said = bot.now().unix })
    if not kept.repeats then return keep(chat, given.id, kept) end
    local again = ahead(at(kept.base), kept.every)
    kept.base = again.unix
    sleep(chat, given.id, kept, again)
  end,
})

-- Where conversations of before go on that remind again and again.
bot.flow("reminder again", {
  access = "member",
  run = function(chat, given)
    local found = bot.language.find_date(given.repeats)
    local again = ahead(at(given.after), found.every)
    sleep(chat, bot.id(), { text = given.text, repeats = given.repeats, every = found.every, base = again.unix }, again)
  end,
})

-- Asking for one -------------------------------------------------------------------------------------------------------

-- What leads to the thing itself: "remind me to call" is "call".
local leads = {
  "me to ", "me that ", "me about ", "me of ", "me ", "to ", "about ", "of ", "that ", "أن ", "ان ", "بـ ", "ب ", "عن ", "لـ ",
}

local function plain(what)
  for _, lead in ipairs(leads) do
    if (what .. " "):lower():sub(1, #lead) == lead then what = what:sub(#lead + 1) end
  end
  return what
end

-- What says nothing by itself: "remind me again in half an hour", "remind me about it". `later` also says when.
local pointing = {
  again = "again", ["once more"] = "again", later = "later", it = "it", that = "it", this = "it", ["it again"] = "again", ["that again"] = "again",
  ["again about it"] = "again", ["about it"] = "it", ["about that"] = "it", ["about this"] = "it", ["it later"] = "later", ["again later"] = "later",
  ["مرة أخرى"] = "again", ["مرة اخرى"] = "again", ["مرة ثانية"] = "again", ["مرة تانية"] = "again", ["تاني"] = "again", ["ثانية"] = "again",
  ["كمان مرة"] = "again", ["مجددا"] = "again", ["من جديد"] = "again", ["لاحقا"] = "later", ["لاحقاً"] = "later", ["بعدين"] = "later",
  ["به"] = "it", ["بها"] = "it", ["بذلك"] = "it", ["بهذا"] = "it", ["بيه"] = "it", ["بيها"] = "it",
}

-- The reminder that came last; nil where none did of late, or it is over. `hours`: for how long it is what is talked about.
local function last(chat, hours)
  local said = chat:recall("reminder")
  if not said or bot.now().unix - said.said > hours * 3600 then return nil end
  return kept_of(chat, said.id) and said.id or nil
end

-- Puts one off. One that comes again comes at its own time as well.
local function snooze(chat, id, date)
  local kept = kept_of(chat, id)
  if not kept then return chat:say(chat:t("no_reminder")) end
  if kept.repeats then id, kept = id .. "+", { text = kept.text } end
  chat:say(chat:t("snoozed", { due = show.due(chat, date.iso) }))
  sleep(chat, id, kept, date)
end

-- Whether it is too far away; says so.
local function is_far(chat, date)
  if date <= bot.now() + longest then return false end
  chat:say(chat:t("remind_far"))
  return true
end

local function ask_when(chat, question)
  local date = chat:ask_date(question, {
    timeout = "1 hour", tries = 3, check = function(date) return moment(date) > bot.now(), chat:t("remind_past") end,
  })
  return date and moment(date)
end

function reminders.remind(chat, text)
  local found = bot.language.find_date(text or "")
  -- "Half an hour to turn off the lights": the "in" before it led there.
  local said = chat.message and chat.message.text or ""
  if not found and text and said:find("in " .. text, 1, true) then found = bot.language.find_date("in " .. text) end
  local what = plain(found and found.text or text or "")
  -- "Ping me in half an hour to ...": the time stands where the sentence was not taken for the text.
  if not found and text and chat.message and chat.message.text then found = bot.language.find_date(chat.message.text) end
  local pointed = pointing[what:lower():gsub("[.!?]+$", "")]
  local recent
  if pointed then
    recent = last(chat, pointed == "it" and 1 or 24)
    local task = not recent and chat:recall("task")
    task = task and bot.tasks.get(task)
    what = task and task.title or ""
    recent = recent or not task and last(chat, 24)
  end
  -- "Remind me of it every day": a new one of the same.
  if recent and found and found.every then what, recent = kept_of(chat, recent).text, nil end
  if what == "" and not recent then
    what = chat:ask(chat:t("remind_what"), { timeout = "1 hour" })
    if not what then return end
    local timed = not found and pointed ~= "later" and bot.language.find_date(what)
    if timed then found, what = timed, timed.text end
    what = plain(what)
    if what == "" then return chat:say(chat:t("remind_nothing")) end
  end
  local date
  if found and found.every then date = ahead(found.date.hour and found.date or found.date + "9 hours", found.every)
  elseif found then date = moment(found.date)
  elseif pointed == "later" then date = bot.now() + "1 hour"
  end
  if not date or date <= bot.now() then
    date = ask_when(chat, chat:t(date and "remind_past" or "remind_when"))
    if not date then return end
    found = nil
  end
  if is_far(chat, date) then return end
  if recent then return snooze(chat, recent, date) end
  local kept = { text = what }
  if found and found.every then kept.repeats, kept.every, kept.base = found.repeats, found.every, date.unix end
  chat:say(chat:t(kept.repeats and "remind_set_again" or "remind_set", { text = what, due = show.due(chat, date.iso), again = kept.repeats }))
  sleep(chat, bot.id(), kept, date)
end

bot.command("remind", {
  aliases = { "ذكرني" }, help = { en = "Reminds you", ar = "يذكرك" }, usage = "remind <text>", access = "member", params = { text = "text?" }, examples = sentences.remind,
  run = function(chat, args) reminders.remind(chat, args.text) end,
})

-- Looking at them ------------------------------------------------------------------------------------------------------

-- Those that will come, by their times. What is kept from before `unix` was has its `iso` alone.
local function upcoming(chat)
  local found, now = {}, bot.now().unix
  for _, stored in ipairs(bot.store.list(prefix_of(chat))) do
    local kept = stored.value
    kept.id, kept.unix = stored.key:sub(#prefix_of(chat) + 1), kept.unix or bot.language.date(kept.iso).unix
    if kept.unix > now then found[#found + 1] = kept end
  end
  table.sort(found, function(left, right)
    if left.unix ~= right.unix then return left.unix < right.unix end
    return left.id < right.id
  end)
  return found
end

local function line(chat, kept) return "⏰ " .. kept.text .. " · " .. show.due(chat, kept.iso) .. (kept.repeats and " 🔁" or "") end

bot.query("reminders", {
  aliases = { "تذكيراتي" }, help = { en = "Lists your reminders", ar = "يعرض تذكيراتك" }, access = "member", examples = sentences.reminders,
  run = function(chat)
    local lines, ids = { chat:t("reminders") }, {}
    for i, kept in ipairs(upcoming(chat)) do
      lines[#lines + 1] = i .. ". " .. line(chat, kept)
      ids[i] = kept.id
    end
    chat:remember("reminders", ids)
    return #ids == 0 and chat:t("no_reminders") or table.concat(lines, "\n")
  end,
})

-- What stands around the words that say which one.
local around = {}
for word in ([[the a my reminder reminders about of to that number no one for me reminding remind please it this every each day daily set تذكير التذكير تذكيري تذكيرات رقم
    عن بـ ب أن ان المنبه التنبيه تنبيه ذكرني كل يوم يوميا الساعة للساعة]]):gmatch("%S+") do
  around[word] = true
end

local ordinals = {
  first = 1, second = 2, third = 3, fourth = 4, fifth = 5, last = -1, ["الأول"] = 1, ["الاول"] = 1, ["الثاني"] = 2, ["التاني"] = 2, ["الثالث"] = 3,
  ["التالت"] = 3, ["الرابع"] = 4, ["الخامس"] = 5, ["الأخير"] = -1, ["الاخير"] = -1,
}

local function words_of(text)
  local words = {}
  for word in text:lower():gsub("[#\"':,.!?]", " "):gsub("؟", " "):gsub("،", " "):gmatch("%S+") do
    if not around[word] then words[#words + 1] = word end
  end
  return words
end

local function has(text, word)
  if text:find(word, 1, true) then return true end
  -- "the call" for "call Sara", "بالاجتماع" for "الاجتماع".
  for _, prefix in ipairs { "بال", "ال", "لل", "ب", "ل" } do
    if word:sub(1, #prefix) == prefix and #word > #prefix + 4 and text:find(word:sub(#prefix + 1), 1, true) then return true end
  end
  return false
end

-- The reminder that the words mean; says so and returns nil where there is none.
local function pick(chat, text)
  local all = upcoming(chat)
  for _, kept in ipairs(all) do
    if kept.id == text then return kept end
  end
  if #all == 0 then return chat:say(chat:t("no_reminders")) end
  local words = words_of(text or "")
  local number = #words == 1 and (bot.language.number(words[1]) or ordinals[words[1]])
  if number then
    local ids = chat:recall("reminders") or {}
    if #ids == 0 then
      for i, kept in ipairs(all) do ids[i] = kept.id end
    end
    local id = ids[number == -1 and #ids or number]
    for _, kept in ipairs(all) do
      if kept.id == id then return kept end
    end
    return chat:say(chat:t("no_reminder_number", { n = words[1] }))
  end
  local found = {}
  if #words == 0 then
    local id = last(chat, 24)
    for _, kept in ipairs(all) do
      if kept.id == id then return kept end
    end
    found = all
  else
    for _, kept in ipairs(all) do
      local title, fits = kept.text:lower(), true
      for _, word in ipairs(words) do fits = fits and has(title, word) end
      if fits then found[#found + 1] = kept end
    end
  end
  if #found == 0 then return chat:say(chat:t("no_reminder_of", { text = text })) end
  if #found == 1 then return found[1] end
  local choices = {}
  for i = 1, math.min(#found, 10) do choices[i] = { id = found[i].id, title = show.cut(line(chat, found[i]), 200) } end
  local id = chat:choose(chat:t("which_reminder"), choices, { tries = 2, timeout = "10 minutes" })
  for _, kept in ipairs(found) do
    if kept.id == id then return kept end
  end
end

-- Ending and moving them -----------------------------------------------------------------------------------------------

bot.command("cancel reminder", {
  help = { en = "Cancels a reminder, also one that comes again", ar = "يلغي تذكيرا، ولو كان متكررا" }, usage = "cancel reminder <reminder>", access = "member", params = { reminder = "text?" },
  examples = sentences.cancel_reminder,
  run = function(chat, args)
    local kept = pick(chat, args.reminder)
    if not kept then return end
    bot.store.delete(key_of(chat, kept.id))
    chat:say(chat:t(kept.repeats and "reminder_ended" or "reminder_cancelled", kept))
  end,
})

bot.command("cancel all reminders", {
  help = { en = "Cancels all of your reminders (you are asked)", ar = "يلغي كل تذكيراتك بعد سؤالك" }, access = "member", examples = sentences.cancel_all_reminders,
  run = function(chat)
    local count = #upcoming(chat)
    if count == 0 then return chat:say(chat:t("no_reminders")) end
    if not agreed(chat, chat:t("cancel_all", { count = count })) then return chat:say(chat:t("reminders_stay")) end
    for _, kept in ipairs(upcoming(chat)) do bot.store.delete(key_of(chat, kept.id)) end
    chat:say(chat:t("all_cancelled"))
  end,
})

-- Words that say the day, or that count from now; without them "6pm" is six on the day of the reminder.
local days = {
  "today", "tonight", "tomorrow", "day", "week", "month", "hour", "minute", "min ", "اليوم", "الليلة", "غد", "بكر", "باكر", "ساعتين", "دقيق", "دقائق", "أسبوع",
  "اسبوع", "شهر", "بعد ساعة", "بعد نص",
}

local function on_its_day(chat, kept, date)
  local said = (chat.message and chat.message.text or ""):lower()
  local alone = date.hour and bot.language.date(string.format("%d:%02d", date.hour, date.minute))
  if not alone or alone.iso:sub(1, 16) ~= date.iso:sub(1, 16) then return date end
  for _, word in ipairs(days) do
    if said:find(word, 1, true) then return date end
  end
  local moved = bot.language.date(string.format("%s %02d:%02d", kept.iso:sub(1, 10), date.hour, date.minute))
  return moved and moved > bot.now() and moved or date
end

bot.command("move reminder", {
  help = { en = "Moves a reminder to another time", ar = "ينقل تذكيرا إلى وقت آخر" }, usage = "move reminder <reminder> [time <time>]", access = "member",
  params = { reminder = "text?", time = "date?" }, examples = sentences.move_reminder,
  run = function(chat, args)
    local words, date = args.reminder, args.time and bot.language.date(args.time.iso)
    if words and not date then
      -- "to 11": an hour alone is no time of day anywhere else.
      local name, hour = words:match("^(.*) to (%S+)$")
      if not name then name, hour = words:match("^(.*) إلى (%S+)$") end
      local number = hour and math.tointeger(bot.language.number(hour))
      if number and number < 24 then words, date = name, bot.language.date(string.format("at %d", number)) end
    end
    local kept = pick(chat, words)
    if not kept then return end
    if date then date = on_its_day(chat, kept, moment(date)) end
    if not date or date <= bot.now() then
      date = ask_when(chat, chat:t(date and "remind_past" or "remind_when"))
      if not date then return end
    end
    if is_far(chat, date) then return end
    -- Where it comes earlier this once, it does not come at its own time as well.
    if kept.every and kept.base and date.unix < kept.base then kept.base = step(at(kept.base), kept.every).unix end
    -- Anything may have happened while the person was asked.
    kept = kept_of(chat, kept.id) and kept
    if not kept then return chat:say(chat:t("no_reminder")) end
    chat:say(chat:t(kept.repeats and "reminder_moved_once" or "reminder_moved", { text = kept.text, due = show.due(chat, date.iso), again = kept.repeats }))
    local id = kept.id
    kept.id = nil
    if not kept.run then
      -- The conversation of before would not know that it is not the one.
      bot.store.delete(key_of(chat, id))
      id = bot.id()
    end
    sleep(chat, id, kept, date)
  end,
})

-- "Snooze", "snooze 10 minutes", "snooze it until 5pm": the reminder that came last.
function reminders.snooze_last(chat, time)
  local id = last(chat, 24)
  if not id then return chat:say(chat:t("no_reminder_yet")) end
  local words = (time or ""):lower():gsub("^it$", ""):gsub("^that$", ""):gsub("^it ", ""):gsub("^that ", ""):gsub("^for ", "")
  local found = bot.language.find_date(words) or bot.language.find_date("in " .. words) or bot.language.find_date("بعد " .. words)
  local date = found and moment(found.date) or words == "" and bot.now() + "1 hour"
  if not date or date <= bot.now() then
    date = ask_when(chat, chat:t("remind_when"))
    if not date then return end
  end
  if not is_far(chat, date) then snooze(chat, id, date) end
end

bot.command("snooze", {
  aliases = { "غفوة" }, help = { en = "Reminds you again in an hour, or when you say", ar = "يذكرك من جديد بعد ساعة أو متى شئت" }, usage = "snooze <time>", access = "member", params = { time = "text?" },
  run = function(chat, args)
    -- Its button has the reminder's id.
    if args.time and args.time:match("^%u*%d[%u%d]+%+?$") and #args.time >= 26 then return snooze(chat, args.time, bot.now() + "1 hour") end
    reminders.snooze_last(chat, args.time)
  end,
})

local function finish(chat, id)
  local kept = kept_of(chat, id)
  if not kept then return chat:say(chat:t("no_reminder")) end
  if kept.repeats then return chat:say(chat:t("reminder_done_again", { text = kept.text, again = kept.repeats })) end
  bot.store.delete(key_of(chat, id))
  chat:say(chat:t("reminder_done", kept))
end

bot.command("heard", {
  help = { en = "Ends a reminder that has come", ar = "ينهي تذكيرا وصلك" }, usage = "heard <id>", hidden = true, access = "member", params = { id = "text" },
  run = function(chat, args) finish(chat, args.id) end,
})

-- "Done", said of no task: of the reminder that has just come. Whether there was one.
function reminders.finish_last(chat)
  local id = last(chat, 2)
  if not id then return false end
  chat:remember("reminder", { id = id, said = 0 })
  finish(chat, id)
  return true
end

return reminders
