-- Taking away what a task has: its deadline, its project, its priority, who is to do it.

local refer, show = require "refer", require "show"
local sentences = require "sentences_clearing"

-- "No deadline for 2": the 2.
local function which(text) return text and (text:gsub("^[Ff]or ", ""):gsub("^[Oo]f ", ""):gsub("^[Ff]rom ", "")) end

-- A command that takes something away; `has` says whether a task has it, `values` what is kept then.
local function clearing(name, help, examples, has, values, none)
  bot.command(name, {
    help = help, usage = name .. " <task>", access = "member", params = { task = "name?" }, examples = examples,
    run = function(chat, args)
      local task = refer.task(chat, which(args.task))
      if not task then return end
      refer.touch(chat, task)
      if not has(task) then return chat:say(chat:t(none, task)) end
      chat:say(chat:t("updated", { task = show.line(chat, bot.tasks.update(task.id, values)) }))
    end,
  })
end

clearing("no deadline", { en = "Takes a task's deadline away", ar = "يزيل موعد مهمة" }, sentences.no_deadline, function(task) return task.due end, { due = false }, "no_deadline")
clearing("no project", { en = "Takes a task out of its project", ar = "يخرج مهمة من مشروعها" }, sentences.no_project, function(task) return task.project end, { project = false }, "no_project_on")
clearing(
  "no priority", { en = "Makes a task's priority normal", ar = "يجعل أولوية مهمة عادية" }, sentences.no_priority, function(task) return task.priority ~= "normal" end, { priority = "normal" },
  "no_priority")

-- A task is always somebody's: it goes back to who made it.
bot.command("unassign", {
  help = { en = "Gives a task back to who made it", ar = "يعيد مهمة إلى من أنشأها" }, usage = "unassign <task>", access = "member", params = { task = "name?" }, examples = sentences.unassign,
  run = function(chat, args)
    local task = refer.task(chat, args.task)
    if not task then return end
    refer.touch(chat, task)
    local owner = bot.users.get(task.owner)
    local name = owner and owner.name or "?"
    if task.assignee == task.owner then return chat:say(chat:t("unassigned_before", { title = task.title, name = name })) end
    bot.tasks.update(task.id, { assignee = false })
    chat:say(chat:t("unassigned", { title = task.title, name = name }))
  end,
})
