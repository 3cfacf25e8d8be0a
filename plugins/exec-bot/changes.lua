-- Changing tasks.

local agreed = require "agreed"
local refer, show = require "refer", require "show"
local reminders = require "reminders"
local sentences = require "sentences_changes"
local priority = require("tasks").priority
local changes = {}

function changes.complete(chat, words)
  local task = refer.task(chat, words, { done = true })
  if not task then return end
  refer.touch(chat, task)
  if task.done then return chat:say(chat:t("done_before", task)) end
  bot.tasks.complete(task.id)
  chat:say(chat:t("completed", { title = task.title, left = chat:t("left", { count = bot.tasks.count { assignee = "me" } }) }))
end

function changes.delete(chat, words)
  local task = refer.task(chat, words)
  if not task then return end
  if not agreed(chat, chat:t("delete", task)) then return chat:say(chat:t("kept", task)) end
  bot.tasks.delete(task.id)
  chat:say(chat:t("deleted", task))
end

-- Changes a task and says how it is now.
local function change(chat, task, values)
  task = bot.tasks.update(task.id, values)
  refer.touch(chat, task)
  local text = chat:t("updated", { task = show.line(chat, task) })
  if values.priority == "high" or values.priority == "urgent" then
    local count = bot.tasks.count { assignee = "me", priority = values.priority, due = "week" }
    if count > 0 then text = text .. "\n" .. chat:t("week." .. values.priority, { count = count }) end
  end
  chat:say("{text}", { text = text })
end

bot.command("done", {
  aliases = { "تم" }, help = { en = "Marks a task as done", ar = "ينهي مهمة" }, usage = "done <task>", access = "member", params = { task = "name?" }, examples = sentences.done,
  run = function(chat, args)
    -- "Done" alone, right after a reminder.
    if not args.task and reminders.finish_last(chat) then return end
    changes.complete(chat, args.task)
  end,
})

bot.command("reopen", {
  help = { en = "Opens a task again", ar = "يفتح مهمة من جديد" }, usage = "reopen <task>", access = "member", params = { task = "name?" }, examples = sentences.reopen,
  run = function(chat, args)
    local task = refer.task(chat, args.task, { done = true })
    if not task then return end
    -- "The presentation" may also be one that is open, and another that is done.
    if not task.done and args.task and not refer.number(args.task) then
      local done = bot.tasks.find(args.task, { done = true })
      task = done[1] or task
    end
    refer.touch(chat, task)
    if not task.done then return chat:say(chat:t("open_before", task)) end
    bot.tasks.reopen(task.id)
    chat:say(chat:t("reopened", task))
  end,
})

bot.command("delete", {
  aliases = { "احذف" }, help = { en = "Deletes a task", ar = "يحذف مهمة" }, usage = "delete <task>", access = "member", params = { task = "name?" }, examples = sentences.delete,
  run = function(chat, args) changes.delete(chat, args.task) end,
})

bot.command("set", {
  help = { en = "Changes a task", ar = "يعدل مهمة" }, usage = "set <task> [due <date>] [!high] [title <title>]", access = "member",
  params = { task = "name?", due = "date?", priority = priority, title = "text?" }, examples = sentences.set,
  run = function(chat, args)
    local task = refer.task(chat, args.task)
    if not task then return end
    if not args.due and not args.priority and not args.title then
      -- Whoever wants to change something and does not say how is asked.
      local date = chat:ask_date(chat:t("new_date", task), { timeout = "10 minutes", tries = 2 })
      if not date then return chat:say(chat:t("set_what")) end
      args.due = date
    end
    change(chat, task, { due = args.due, priority = args.priority, title = args.title })
  end,
})

bot.command("assign", {
  help = { en = "Gives a task to somebody", ar = "يسند مهمة إلى أحد" }, usage = "assign <task> [person <name>]", access = "member", params = { task = "name?", person = "name" },
  examples = sentences.assign,
  run = function(chat, args)
    local task = refer.task(chat, args.task)
    local person = task and refer.person(chat, args.person)
    if not person then return end
    bot.tasks.update(task.id, { assignee = person.id })
    refer.touch(chat, task)
    chat:say(chat:t("assigned", { title = task.title, name = person.name }))
  end,
})

bot.command("note", {
  aliases = { "ملاحظة" }, help = { en = "Adds a note to a task", ar = "يضيف ملاحظة إلى مهمة" }, usage = "note <task> [note <text>]", access = "member", params = { task = "name?", note = "text?" },
  examples = sentences.note,
  run = function(chat, args)
    local task = refer.task(chat, args.task)
    if not task then return end
    local note = args.note or chat:ask(chat:t("what_note", task), { timeout = "10 minutes" })
    if not note then return end
    bot.tasks.update(task.id, { notes = task.notes and task.notes .. "\n" .. note or note })
    refer.touch(chat, task)
    chat:say(chat:t("noted", { title = task.title, note = note }))
  end,
})

return changes
