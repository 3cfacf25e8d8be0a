-- Tasks by WhatsApp: made, listed, finished, changed, deleted, and taken back. Every text is in locales/.

bot.plugin { title = "Tasks", version = "1.0.0", uses = { "tasks", "users" } }

local show = require "show"

-- In WhatsApp Manager: "Hello {{name}}, you asked to be reminded: {{text}}", category utility. It goes out when the 24 hours of a chat are over.
bot.template("reminder", { language = "en", params = { "name", "text" } })
local window = { template = "reminder", values = { name = "{name}", text = "{text}" } }

-- The list that a person saw last: "done 2" means its second task.
local function remember(chat, tasks)
  local ids = {}
  for i, task in ipairs(tasks) do ids[i] = task.id end
  bot.store.set("list " .. chat.contact.id, ids, { keep = "1 day" })
end

-- The task that a number means; says so and returns nil where there is none.
local function numbered(chat, number)
  local ids = bot.store.get("list " .. chat.contact.id) or {}
  local task = ids[number] and bot.tasks.get(ids[number])
  if not task then chat:say(chat:t(#ids == 0 and "no_list" or "no_number", { n = number, last = #ids })) end
  return task
end

local function say_list(chat, title, tasks)
  remember(chat, tasks)
  if #tasks == 0 then return chat:say(chat:t("none." .. title)) end
  local lines = { chat:t("list." .. title, { count = #tasks }) }
  for i, task in ipairs(tasks) do lines[#lines + 1] = i .. ". " .. show.line(chat, task) end
  chat:say(table.concat(lines, "\n"))
end

local function create(chat, title, due, priority)
  local task = bot.tasks.create { title = title, due = due, priority = priority }
  remember(chat, { task })
  local text = chat:t("created", { task = show.line(chat, task) })
  if not due and not priority then text = text .. "\n" .. chat:t("offer") end
  chat:say(text)
end

local ways = {
  today = { due = "today" }, tomorrow = { due = "tomorrow" }, week = { due = "week" }, overdue = { due = "overdue" },
  high = { priority = "high" }, urgent = { priority = "urgent" }, mine = { assignee = "me" }, done = { done = true }, all = {},
}

local function list(chat, which)
  which = which or "all"
  say_list(chat, which, bot.tasks.list(ways[which]))
end

local function complete(chat, number)
  local task = numbered(chat, number)
  if not task then return end
  if task.done then return chat:say(chat:t("done_before", task)) end
  bot.tasks.complete(task.id)
  chat:say(chat:t("completed", { title = task.title, left = chat:t("left", { count = bot.tasks.count { assignee = "me" } }) }))
end

local function reopen(chat, number)
  local task = numbered(chat, number)
  if not task then return end
  bot.tasks.reopen(task.id)
  chat:say(chat:t("reopened", task))
end

local function delete(chat, number)
  local task = numbered(chat, number)
  if not task then return end
  if not chat:confirm(chat:t("delete", task)) then return chat:say(chat:t("kept", task)) end
  bot.tasks.delete(task.id)
  chat:say(chat:t("deleted", task))
end

local function change(chat, number, changes)
  local task = numbered(chat, number)
  if not task then return end
  task = bot.tasks.update(task.id, changes)
  local text = chat:t("updated", { task = show.line(chat, task) })
  if changes.priority == "high" or changes.priority == "urgent" then
    local week = bot.tasks.count { priority = changes.priority, due = "week" }
    text = text .. "\n" .. chat:t("week." .. changes.priority, { count = week })
  end
  chat:say(text)
end

local function undo(chat)
  local fine, undone = pcall(bot.tasks.undo)
  if not fine then return chat:say(chat:t("changed_since")) end
  chat:say(undone and chat:t("undone." .. undone.action, undone.task) or chat:t("nothing_to_undo"))
end

-- A reminder is a conversation that sleeps until its time: restarts and edits change nothing for it, and it speaks once.
local function remind_at(chat, date, text)
  local key = bot.id()
  bot.store.set("reminder " .. key, { text = text }, { keep = "30 days" })
  local seconds = math.max(date.unix - bot.now().unix, 1)
  chat:wait(string.format("%d days %d seconds", seconds // 86400, math.max(seconds % 86400, 1)))
  chat:send {
    type = "buttons", text = chat:t("reminder", { text = text }),
    buttons = { { id = "snooze " .. key, title = chat:t("snooze") }, { id = "heard " .. key, title = chat:t("heard") } },
  }
end

local function remind(chat, text, leads)
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
  chat:say(chat:t("remind_set", { text = what, due = show.due(chat, date.iso) }))
  remind_at(chat, date, what)
end

local function snooze(chat, key)
  local kept = bot.store.get("reminder " .. key)
  if not kept then return chat:say(chat:t("no_reminder")) end
  bot.store.delete("reminder " .. key)
  local date = bot.now() + "1 hour"
  chat:say(chat:t("snoozed", { due = show.due(chat, date.iso) }))
  remind_at(chat, date, kept.text)
end

local function heard(chat, key)
  local kept = bot.store.get("reminder " .. key)
  bot.store.delete("reminder " .. key)
  chat:say(chat:t(kept and "reminder_done" or "no_reminder", kept or {}))
end

-- English --------------------------------------------------------------------------------------------------------------

local priorities = { "low", "normal", "high", "urgent" }
local optional = { "low", "normal", "high", "urgent", optional = true }

bot.command("tasks", {
  help = "Lists tasks", usage = "tasks [today, tomorrow, week, overdue, high, urgent, mine, done]", access = "member",
  examples = { "show me all tasks", "what are my tasks" }, run = function(chat) list(chat) end,
})

-- In this order in the help.
for _, way in ipairs { "today", "tomorrow", "week", "overdue", "high", "urgent", "mine", "done" } do
  bot.command("tasks " .. way, {
    access = "member", help = "Lists those that are " .. way, examples = { "show me the tasks that are " .. way },
    run = function(chat) list(chat, way) end,
  })
end

bot.command("task", {
  help = "Makes a task", usage = "task <title> [due <date>] [!high]", access = "member",
  params = { title = "text", due = "date?", priority = optional },
  examples = { "create a task to {title}", "add a task to {title} due {due}" },
  run = function(chat, args) create(chat, args.title, args.due, args.priority) end,
})

bot.command("done", {
  help = "Marks a task of the last list as done", usage = "done <number>", access = "member", params = { number = "integer" },
  run = function(chat, args) complete(chat, args.number) end,
})

bot.command("reopen", {
  help = "Opens a task of the last list again", usage = "reopen <number>", access = "member", params = { number = "integer" },
  run = function(chat, args) reopen(chat, args.number) end,
})

bot.command("delete", {
  help = "Deletes a task of the last list", usage = "delete <number>", access = "member", params = { number = "integer" },
  run = function(chat, args) delete(chat, args.number) end,
})

bot.command("set", {
  help = "Changes a task of the last list", usage = "set <number> [due <date>] [!high]", access = "member",
  params = { number = "integer", due = "date?", priority = optional },
  run = function(chat, args)
    if not args.due and not args.priority then return chat:say(chat:t("set_what")) end
    change(chat, args.number, { due = args.due, priority = args.priority })
  end,
})

bot.command("remind", {
  help = "Reminds you", usage = "remind <text>", access = "member", params = { text = "text" },
  examples = { "remind me to {text}" }, outside_window = window,
  run = function(chat, args) remind(chat, args.text, { "me to ", "me that ", "me ", "to " }) end,
})

bot.command("snooze", {
  help = "Reminds you again in an hour", usage = "snooze <key>", access = "member", params = { key = "text" }, outside_window = window,
  run = function(chat, args) snooze(chat, args.key) end,
})

bot.command("heard", {
  help = "Ends a reminder", usage = "heard <key>", access = "member", params = { key = "text" },
  run = function(chat, args) heard(chat, args.key) end,
})

bot.command("undo", {
  help = "Takes back what you did last, within ten minutes", access = "member", run = undo,
})

-- Arabic ---------------------------------------------------------------------------------------------------------------

bot.command("مهمة", {
  help = "إنشاء مهمة", usage = "مهمة <عنوان> [موعد <تاريخ>]", access = "member",
  params = { ["عنوان"] = "text", ["موعد"] = "date?" },
  run = function(chat, args) create(chat, args["عنوان"], args["موعد"]) end,
})

bot.command("مهام", { help = "عرض المهام", access = "member", run = function(chat) list(chat) end })
bot.command("مهام اليوم", { help = "مهام اليوم", access = "member", run = function(chat) list(chat, "today") end })
bot.command("مهام الأسبوع", { help = "مهام هذا الأسبوع", access = "member", run = function(chat) list(chat, "week") end })
bot.command("المتأخر", { help = "المهام المتأخرة", access = "member", run = function(chat) list(chat, "overdue") end })

bot.command("تم", {
  help = "إنهاء مهمة من آخر قائمة", usage = "تم <رقم>", access = "member", params = { ["رقم"] = "integer" },
  run = function(chat, args) complete(chat, args["رقم"]) end,
})

bot.command("احذف", {
  help = "حذف مهمة من آخر قائمة", usage = "احذف <رقم>", access = "member", params = { ["رقم"] = "integer" },
  run = function(chat, args) delete(chat, args["رقم"]) end,
})

bot.command("ذكرني", {
  help = "تذكير", usage = "ذكرني <نص>", access = "member", params = { ["نص"] = "text" }, outside_window = window,
  run = function(chat, args) remind(chat, args["نص"], { "أن ", "ان ", "بـ " }) end,
})

bot.command("تراجع", { help = "التراجع عن آخر تغيير خلال عشر دقائق", access = "member", run = undo })
