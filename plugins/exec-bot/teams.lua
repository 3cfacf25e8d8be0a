-- Projects: who works on them, and what becomes of them: renamed, opened again, deleted.

local agreed = require "agreed"
local refer, show = require "refer", require "show"
local sentences = require "sentences_teams"

-- "Delete the project plan task": where no project is called so and a task is, the task is meant. `command`: what is done with it then.
local function project_of(chat, text, command)
  if command and text and not refer.project(chat, text, true) then
    local words = text:gsub("%s+task$", "")
    local options = { done = command == "reopen" }
    if #bot.tasks.find(words, options) > 0 then chat:go(command, { task = words }) end
  end
  local project = refer.project(chat, text)
  if project then chat:remember("project", project.id, { shared = true }) end
  return project
end

-- Does it, and says why where the host refuses; returns what it returns, or nil.
local function attempt(chat, project, act, ...)
  local fine, result = pcall(act, project.id, ...)
  if fine then return result end
  if result.code == "not_allowed" then
    local owner = bot.users.get(project.owner)
    chat:say(chat:t("not_allowed", { name = project.name, owner = owner and owner.name or "?" }))
  else
    error(result, 0)
  end
end

bot.query("team", {
  help = { en = "Who works on a project", ar = "من يعمل على مشروع" }, usage = "team <project>", access = "member", params = { project = "name?" }, examples = sentences.team,
  run = function(chat, args)
    local project = project_of(chat, args.project)
    if not project then return end
    local lines = { chat:t("team", project) }
    for _, id in ipairs(project.members) do
      local user = bot.users.get(id)
      if user then lines[#lines + 1] = "• " .. user.name .. (id == project.owner and " · " .. chat:t("team_owner") or "") end
    end
    return table.concat(lines, "\n")
  end,
})

bot.command("team without", {
  help = { en = "Takes somebody out of a project", ar = "يخرج أحدا من مشروع" }, usage = "team without <person> [project <name>]", access = "member",
  params = { person = "name?", project = "name?" }, examples = sentences.without,
  run = function(chat, args)
    local project = project_of(chat, args.project)
    -- "Take me off the project": where nobody is named, whoever writes.
    local person = project and (args.person and refer.person(chat, args.person) or not args.person and chat.user)
    if not person then return end
    local said = { person = person.name, project = project.name }
    local works = false
    for _, id in ipairs(project.members) do works = works or id == person.id end
    if not works then return chat:say(chat:t("left_before", said)) end
    if person.id == project.owner then return chat:say(chat:t("owner_stays", said)) end
    if not agreed(chat, chat:t("take_out", said)) then return chat:say(chat:t("stays_in", said)) end
    if attempt(chat, project, bot.projects.leave, person.id) then chat:say(chat:t("taken_out", said)) end
  end,
})

bot.command("rename project", {
  help = { en = "Gives a project another name", ar = "يغير اسم مشروع" }, usage = "rename project <project> [to <name>]", access = "member", params = { project = "name?", to = "name?" },
  examples = sentences.rename,
  run = function(chat, args)
    local project = project_of(chat, args.project)
    if not project then return end
    -- "Rename it": it is told which one that is, since a task may be meant.
    if not args.project and args.to and not agreed(chat, chat:t("rename_that", { before = project.name, name = args.to })) then
      return chat:say(chat:t("kept_project", project))
    end
    local name = args.to or chat:ask(chat:t("what_name", project), { timeout = "10 minutes" })
    if not name then return end
    name = show.cut(name, 200)
    local fine, renamed = pcall(attempt, chat, project, bot.projects.rename, name)
    if not fine then
      if renamed.code == "exists" then return chat:say(chat:t("project_exists", { name = name })) end
      error(renamed, 0)
    end
    if renamed then chat:say(chat:t("renamed", { before = project.name, name = renamed.name })) end
  end,
})

bot.command("reopen project", {
  help = { en = "Opens a project again", ar = "يفتح مشروعا من جديد" }, usage = "reopen project <project>", access = "member", params = { project = "name?" }, examples = sentences.reopen,
  run = function(chat, args)
    local project = project_of(chat, args.project, "reopen")
    if not project then return end
    -- Those that go on are found before those that are closed.
    if not project.closed then return chat:say(chat:t("not_closed", project)) end
    bot.projects.reopen(project.id)
    chat:say(chat:t("project_reopened", project))
  end,
})

bot.command("delete project", {
  help = { en = "Deletes a project; its tasks stay", ar = "يحذف مشروعا وتبقى مهامه" }, usage = "delete project <project>", access = "member", params = { project = "name?" },
  examples = sentences.delete,
  run = function(chat, args)
    local project = project_of(chat, args.project, "delete")
    if not project then return end
    local status = bot.projects.status(project.id)
    local tasks = status.open + status.done
    local question = tasks > 0 and chat:t("delete_project_tasks", { count = tasks, name = project.name }) or chat:t("delete_project", project)
    if not agreed(chat, question) then return chat:say(chat:t("kept_project", project)) end
    if attempt(chat, project, bot.projects.delete) then chat:say(chat:t("project_deleted", project)) end
  end,
})
