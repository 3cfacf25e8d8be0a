-- What the staff asks about tasks and projects. Lists that are referred to afterwards are the exec-bot's.

local sentences = require "sentences"
local project_of = require("preferences").project_of

local priority = {
  "low", "normal", "high", "urgent", optional = true,
  words = {
    low = { "lower", "minor", "منخفضة" }, normal = { "medium", "regular", "عادية" },
    high = { "important", "higher", "top", "عالية", "مهمة جدا", "هامة" }, urgent = { "critical", "asap", "عاجلة", "عاجل", "مستعجلة", "ضرورية" },
  },
}

bot.query("count", {
  help = "How many tasks you have", usage = "count [when <day or week>] [!high]", access = "member",
  params = { when = "period?", priority = priority }, examples = sentences.count, template = "count",
  run = function(chat, args)
    local filter, which = { assignee = "me", priority = args.priority }, {}
    if args.priority then which[1] = " " .. chat:t("priorities." .. args.priority) end
    if args.when then
      filter.from, filter.to = args.when.first.iso:sub(1, 10), args.when.last.iso:sub(1, 10)
      which[#which + 1] = " (" .. filter.from .. (filter.to ~= filter.from and " – " .. filter.to or "") .. ")"
    end
    return { count = bot.tasks.count(filter), which = table.concat(which) }
  end,
})

bot.query("status", {
  help = "How a project is going", usage = "status <project>", access = "member", params = { project = "name" }, examples = sentences.status,
  run = function(chat, args)
    local project = project_of(args.project)
    if not project then return chat:t("no_project", { name = args.project }) end
    local status = bot.projects.status(project.id)
    status.name = project.name
    local lines = { chat:t(status.open + status.done == 0 and "status_empty" or "status", status) }
    if project.closed then lines[1] = lines[1] .. " " .. chat:t("status_closed") end
    if #status.late > 0 then
      lines[#lines + 1] = chat:t("late")
      for _, task in ipairs(status.late) do lines[#lines + 1] = "• " .. task.title end
    end
    if #status.updates > 0 then
      lines[#lines + 1] = chat:t("updates")
      for _, update in ipairs(status.updates) do
        local user = bot.users.get(update.user)
        lines[#lines + 1] = "• " .. update.day.iso .. " " .. (user and user.name or "?") .. ": " .. update.text
      end
    end
    return table.concat(lines, "\n")
  end,
})

bot.query("projects", {
  help = "Lists projects", access = "member", examples = sentences.projects,
  run = function(chat)
    local lines = { chat:t("projects") }
    for _, one in ipairs(bot.projects.insights().projects) do
      one.name = one.project.name
      lines[#lines + 1] = chat:t("project_line", one) .. (one.overdue > 0 and ", " .. chat:t("project_late", one) or "")
    end
    return #lines == 1 and chat:t("no_projects") or table.concat(lines, "\n")
  end,
})

bot.query("insights", {
  help = "Who has most to do, and what moved", usage = "insights [when <day or week>]", access = "member", params = { when = "period?" },
  examples = sentences.insights,
  run = function(chat, args)
    local found = bot.projects.insights { from = args.when and args.when.first.iso:sub(1, 10) or nil }
    local lines = { chat:t("insights", found) }
    if #found.people > 0 then lines[#lines + 1] = chat:t("people") end
    for i = 1, math.min(#found.people, 10) do
      local person = found.people[i]
      local user = bot.users.get(person.user)
      if user and person.open > 0 then
        person.name = user.name
        lines[#lines + 1] = "• " .. chat:t("person", person)
      end
    end
    return table.concat(lines, "\n")
  end,
})
