-- Projects: made, filled, told about, closed. Questions about them are the query-bot's.

local agreed = require "agreed"
local refer, show = require "refer", require "show"
local sentences, open_project = require "sentences_projects", require "open_project"

bot.command("project", {
  help = { en = "Makes a project", ar = "ينشئ مشروعا" }, usage = "project <name>", access = "member", params = { name = "name?" }, examples = sentences.project,
  run = function(chat, args)
    local name = args.name or chat:ask(chat:t("what_project"), { timeout = "10 minutes" })
    if not name then return end
    local fine, project = pcall(bot.projects.create, { name = show.cut(name, 200) })
    if not fine then
      if project.code == "exists" then return chat:say(chat:t("project_exists", { name = name })) end
      error(project, 0)
    end
    chat:remember("project", project.id, { shared = true })
    chat:say(chat:t("project_created", project))
  end,
})

-- "Add it to project X", "add Sara to project X": a colleague's name is a member, everything else a task.
bot.command("add", {
  help = { en = "Puts a task, or a colleague, into a project", ar = "يضيف مهمة أو زميلا إلى مشروع" }, usage = "add <task> [project <name>]", access = "member",
  params = { task = "name?", project = "name" }, examples = sentences.add,
  run = function(chat, args)
    local project = open_project(chat, args.project)
    if not project then return end
    chat:remember("project", project.id, { shared = true })
    -- As a command it may be written "add Sara to project X", too.
    local what = args.task and args.task:gsub("%s+to$", ""):gsub("%s+into$", ""):gsub("%s+إلى$", "")
    local person = what and refer.person(chat, what, true)
    if person then
      bot.projects.join(project.id, person.id)
      return chat:say(chat:t("joined", { person = person.name, project = project.name }))
    end
    local task = refer.task(chat, args.task)
    if not task then return end
    task = bot.tasks.update(task.id, { project = project.id })
    refer.touch(chat, task)
    chat:say(chat:t("updated", { task = show.line(chat, task) }))
  end,
})

bot.command("update", {
  help = { en = "Tells something about a project", ar = "يسجل جديدا عن مشروع" }, usage = "update <project> [text <what>]", access = "member",
  params = { project = "name?", text = "text?" }, examples = sentences.progress,
  run = function(chat, args)
    local project = refer.project(chat, args.project)
    if not project then return end
    chat:remember("project", project.id, { shared = true })
    local text = args.text or chat:ask(chat:t("what_update", project), { timeout = "10 minutes" })
    if not text then return end
    bot.projects.post(project.id, text)
    chat:say(chat:t("posted", { name = project.name, text = text }))
  end,
})

bot.command("close", {
  help = { en = "Closes a project", ar = "يغلق مشروعا" }, usage = "close <project>", access = "member", params = { project = "name?" }, examples = sentences.close,
  run = function(chat, args)
    local project = refer.project(chat, args.project)
    if not project then return end
    if project.closed then return chat:say(chat:t("closed_before", project)) end
    local open = bot.projects.status(project.id).open
    local question = open > 0 and chat:t("close_open", { count = open, name = project.name }) or chat:t("close", project)
    if not agreed(chat, question) then return chat:say(chat:t("goes_on", project)) end
    bot.projects.close(project.id)
    chat:say(chat:t("closed", project))
  end,
})
