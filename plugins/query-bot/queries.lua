-- What the staff asks about tasks and projects. Lists that are referred to afterwards are the exec-bot's.

local dates, who = require "dates", require "who"
local sentences = require "sentences"

-- So many lines are enough to read on a phone.
local most_lines = 10

local priority = {
  "low", "normal", "high", "urgent", optional = true,
  words = {
    low = { "lower", "minor", "منخفضة" }, normal = { "medium", "regular", "عادية" },
    high = { "important", "higher", "top", "عالية", "مهمة جدا", "هامة" }, urgent = { "critical", "asap", "عاجلة", "عاجل", "مستعجلة", "ضرورية" },
  },
}

-- That this was asked last: "and next week?" asks it again, with another time.
local function asked(chat, name, args) chat:remember("asked", { name = name, args = args }, { shared = true }) end

-- A member sees only some of the tasks of others.
local function sees_all(chat) return chat.user.role ~= "member" end

-- The answer to how many there are: `state` is open, overdue or finished.
local function tally(chat, name, state, args)
  local person
  if args.person then
    person = who.person(chat, args.person)
    if not person then return end
  end
  local mine = not person or person.id == chat.user.id
  local filter = { assignee = person and person.id or "me", priority = args.priority, due = state == "overdue" and state or nil, done = state == "finished" }
  filter.from, filter.to = dates.edges(args.when)
  local count, which = bot.tasks.count(filter), {}
  if args.priority then which[1] = " " .. chat:t("priorities." .. args.priority, { count = count }) end
  if args.when then which[#which + 1] = " (" .. dates.span(chat, args.when) .. ")" end
  if not mine and not sees_all(chat) then which[#which + 1] = " " .. chat:t("that_you_see") end
  asked(chat, name, args)
  return chat:t("count." .. state .. (mine and "" or "_of"), { count = count, which = table.concat(which), name = person and person.name })
end

bot.query("count", {
  help = { en = "How many tasks you have", ar = "كم مهمة لديك" }, usage = "count [when <day or week>] [!high] [person <name>]", access = "member",
  params = { when = "period?", priority = priority, person = "name?" }, examples = sentences.count,
  run = function(chat, args) return tally(chat, "count", "open", args) end,
})

bot.query("count overdue", {
  help = { en = "How many tasks are late", ar = "كم مهمة متأخرة" }, usage = "count overdue [person <name>]", access = "member",
  params = { person = "name?" }, examples = sentences.count_overdue,
  run = function(chat, args) return tally(chat, "count overdue", "overdue", { person = args.person, priority = args.priority }) end,
})

bot.query("count done", {
  help = { en = "How many tasks you have finished", ar = "كم مهمة أنهيت" }, usage = "count done [when <day or week>] [person <name>]", access = "member",
  params = { when = "period?", person = "name?" }, examples = sentences.count_done,
  run = function(chat, args) return tally(chat, "count done", "finished", args) end,
})

-- Titles of tasks with whose they are, where that is somebody else.
local function listed(chat, lines, head, tasks)
  if #tasks == 0 then return end
  lines[#lines + 1] = chat:t(head)
  for i = 1, math.min(#tasks, most_lines) do
    local user = tasks[i].assignee ~= chat.user.id and bot.users.get(tasks[i].assignee)
    lines[#lines + 1] = "• " .. tasks[i].title .. (user and " · " .. user.name or "")
  end
end

bot.query("status", {
  help = { en = "How a project is going", ar = "كيف يسير مشروع" }, usage = "status <project>", access = "member",
  params = { project = "name?" }, examples = sentences.status,
  run = function(chat, args)
    local project = who.project(chat, args.project or "it", true)
    if not project then return end
    local status = bot.projects.status(project.id)
    status.name = project.name
    local lines = { chat:t(status.open + status.done == 0 and "status_empty" or "status", status) }
    if project.closed then lines[1] = lines[1] .. " " .. chat:t("status_closed") end
    listed(chat, lines, "late", status.late)
    if #status.updates > 0 then
      lines[#lines + 1] = chat:t("updates")
      for _, update in ipairs(status.updates) do
        local user = bot.users.get(update.user)
        lines[#lines + 1] = "• " .. dates.day(chat, update.day.iso) .. ", " .. (user and user.name or "?") .. ": " .. update.text
      end
    end
    return table.concat(lines, "\n")
  end,
})

bot.query("projects", {
  aliases = { "مشاريع", "المشاريع" }, help = { en = "Lists projects", ar = "يعرض المشاريع" }, access = "member", examples = sentences.projects,
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
  help = { en = "Who has most to do, what is late, and what moved", ar = "من عليه أكثر المهام، وما تأخر، وما تحرك" },
  usage = "insights [when <day or week>]", access = "member", params = { when = "period?" }, examples = sentences.insights,
  run = function(chat, args)
    local from, to = dates.edges(args.when)
    local found = bot.projects.insights { from = from, to = to }
    found.which = args.when and dates.span(chat, args.when) or chat:t("lately")
    local lines = { chat:t("insights", found) }
    if not sees_all(chat) then lines[#lines + 1] = chat:t("insights_own") end
    listed(chat, lines, "late", found.late)
    listed(chat, lines, "finished_lately", bot.tasks.list { done = true, from = from or (bot.now() - "7 days").iso, to = to, limit = most_lines })
    -- What a member sees of the others is no measure of them.
    if sees_all(chat) then
      local people = {}
      for _, person in ipairs(found.people) do
        local user = bot.users.get(person.user)
        if user and person.open > 0 and #people < most_lines then
          person.name = user.name
          people[#people + 1] = "• " .. chat:t("person", person)
        end
      end
      if #people > 0 then lines[#lines + 1] = chat:t("people") .. "\n" .. table.concat(people, "\n") end
    end
    asked(chat, "insights", args)
    return table.concat(lines, "\n")
  end,
})
