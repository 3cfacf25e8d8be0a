-- Making tasks, and looking at them.

local refer, show = require "refer", require "show"
local sentences, open_project, hashtags = require "sentences_tasks", require "open_project", require "hashtags"

local priority = {
  "low", "normal", "high", "urgent", optional = true,
  words = {
    low = { "lower", "minor", "lowest", "منخفضة", "منخفض", "قليلة", "واطية" },
    normal = { "medium", "regular", "standard", "عادية", "عادي", "متوسطة", "متوسط" },
    high = { "important", "higher", "top", "highest", "عالية", "عالي", "مهمة جدا", "هامة", "كبيرة", "مرتفعة" },
    urgent = { "critical", "asap", "emergency", "عاجلة", "عاجل", "عاجلا", "العاجلة", "مستعجلة", "مستعجل", "المستعجلة", "ضرورية", "ضروري", "طارئة" },
  },
}

-- Words whose ل is a letter of theirs, and no "to" or "for" that is written together with the next word.
local with_lam = {}
for word in ("لوحة لوح لقاء لقاءات لجنة لافتة لافتات لمبة لمبات لون ألوان لبس لحم لحوم لبن لعبة ليلة لغة لغات لائحة لصق لف لم لوازم ليمون لوجو لابتوب لينك لازم"):gmatch("%S+") do
  with_lam[word] = true
end

-- Without the words that only lead to it: "لمراجعة الميزانية" is "مراجعة الميزانية".
local function plain(title)
  for _, lead in ipairs { "مهمة ", "المهمة ", "جديدة ", "لازم ", "me to " } do
    if title:sub(1, #lead) == lead and #title > #lead then title = title:sub(#lead + 1) end
  end
  local first = title:match("^%S+") or ""
  if first:sub(1, #"لل") == "لل" and #first > #"للا" then return "ال" .. title:sub(#"لل" + 1) end
  if first:sub(1, #"ل") == "ل" and utf8.len(first) and utf8.len(first) > 3 and not with_lam[first] then return title:sub(#"ل" + 1) end
  return title
end

-- "Sara to order shelves", "لسارة ترتيب المخزن": who is to do it, and what.
local function given_to(chat, title)
  for _, form in ipairs { "^(%S+) to (.+)$", "^for (%S+)[:,]? (.+)$", "^(%S+): (.+)$", "^ل(%S+)[:،]? (.+)$", "^على (%S+)[:،]? (.+)$" } do
    local name, rest = title:match(form)
    local person = name and refer.person(chat, name, true)
    if person then return person, rest end
  end
end

local function create(chat, args)
  local title = args.title
  -- "Add paying the bill to the tasks": what is nobody's name is what is to be done.
  if not title and args.assignee and not refer.person(chat, args.assignee, true) then title, args.assignee = args.assignee, nil end
  if not title then
    title = chat:ask(chat:t("what_task"), { timeout = "10 minutes" })
    if not title then return end
  end
  local tags
  title, tags = hashtags(title, chat.message and chat.message.text)
  local project, person
  if args.project then
    project = open_project(chat, args.project)
    if not project then return end
  elseif chat.contact.fields.default_project then
    project = bot.projects.get(chat.contact.fields.default_project)
    if project and project.closed then project = nil end
  end
  if args.assignee then
    person = refer.person(chat, args.assignee)
    if not person then return end
  else
    local rest
    person, rest = given_to(chat, title)
    title = rest or title
  end
  title = plain(title)
  local task = bot.tasks.create {
    title = show.cut(title, 500), due = args.due, priority = args.priority, project = project and project.id, assignee = person and person.id,
    tags = tags,
  }
  refer.add(chat, task)
  local text = chat:t("created", { task = show.line(chat, task) })
  if not args.due and not args.priority then text = text .. "\n" .. chat:t("offer") end
  chat:say("{text}", { text = text })
end

bot.command("task", {
  help = "Makes a task", usage = "task <title> [due <date>] [!high] [project <name>]", access = "member",
  params = { title = "text?", due = "date?", priority = priority, project = "name?", assignee = "name?" },
  examples = sentences.task, run = create,
})

-- Lists ----------------------------------------------------------------------------------------------------------------

-- The title of a list, and what is said where it is empty, by what it is filtered by.
local function list(chat, filter, title)
  chat:remember("filter", filter)
  local tasks = bot.tasks.list(filter)
  refer.remember(chat, tasks)
  return show.list(chat, title, tasks, chat:t("none.these"))
end

local own = { " my ", " mine ", " me ", " i ", " i've ", " i'm ", "مهامي", " عندي ", " لدي ", " علي ", " عليا ", " عليّ ", " لي " }
local others = { " all ", " every", " team", " we ", " us ", " our ", " staff ", " كل ", " جميع ", " الفريق ", " عندنا ", " لدينا ", " علينا ", " الكل " }

local function has(text, words)
  for _, word in ipairs(words) do
    if text:find(word, 1, true) then return true end
  end
  return false
end

-- Whether somebody asks for what is theirs alone: who names nobody does, unless it is all that they want, or the team's.
local function is_own(chat)
  local text = chat.message and chat.message.text
  if not text then return true end
  text = " " .. text:lower():gsub("[%p]", function(sign) return sign == "'" and sign or " " end) .. " "
  return has(text, own) or not has(text, others)
end

-- Of somebody who has none: what others have.
local function nothing(chat, filter, text)
  if filter.assignee ~= "me" then return text end
  local all = {}
  for key, value in pairs(filter) do all[key] = value end
  all.assignee = nil
  local count = bot.tasks.count(all)
  return count > 0 and text .. " " .. chat:t("others_have", { count = count }) or text
end

-- "this week", "tomorrow", "Friday 9 January"
local function span(chat, when)
  if when.first.iso == when.last.iso then return show.due(chat, when.first.iso) end
  return chat:t("span", { first = show.due(chat, when.first.iso), last = show.due(chat, when.last.iso) })
end

local function tasks(chat, args)
  local filter, parts = {}, {}
  if args.priority then
    filter.priority = args.priority
    parts[#parts + 1] = chat:t("priorities." .. args.priority)
  end
  if args.when then
    filter.from, filter.to = args.when.first.iso:sub(1, 10), args.when.last.iso:sub(1, 10)
    parts[#parts + 1] = span(chat, args.when)
  end
  if args.project then
    local project = refer.project(chat, args.project)
    if not project then return end
    filter.project = project.id
    parts[#parts + 1] = "📁 " .. project.name
  end
  if args.assignee then
    -- "the tasks of Sara" and "the tasks of the new shop" read alike.
    local person = refer.person(chat, args.assignee, true)
    local project = not person and not args.project and refer.project(chat, args.assignee, true)
    if person then
      filter.assignee = person.id
      parts[#parts + 1] = person.name
    elseif project then
      filter.project = project.id
      parts[#parts + 1] = "📁 " .. project.name
    else
      refer.person(chat, args.assignee)
      return
    end
  end
  if not args.project and not args.assignee and is_own(chat) then filter.assignee = "me" end
  local title = #parts == 0 and chat:t("list.all") or chat:t("list.some", { which = table.concat(parts, " · ") })
  chat:remember("filter", filter)
  local found = bot.tasks.list(filter)
  refer.remember(chat, found)
  return show.list(chat, title, found, nothing(chat, filter, #parts == 0 and chat:t("none.all") or chat:t("none.some", { which = table.concat(parts, " · ") })))
end

local params = { when = "period?", priority = priority, project = "name?", assignee = "name?" }

bot.query("tasks", {
  help = "Lists open tasks", usage = "tasks [when <day or week>] [!high] [project <name>]", access = "member", params = params,
  examples = sentences.tasks, run = tasks,
})

-- "And next week?": the last list again, with another day or priority.
bot.query("tasks again", {
  help = "The last list again, otherwise", usage = "tasks again [when <day or week>] [!high]", access = "member",
  params = { when = "period?", priority = priority }, examples = sentences.follow,
  run = function(chat, args)
    local filter = chat:recall("filter") or {}
    filter.due = nil
    if args.priority then filter.priority = args.priority end
    if args.when then filter.from, filter.to = args.when.first.iso:sub(1, 10), args.when.last.iso:sub(1, 10) end
    local parts = {}
    if filter.priority then parts[1] = chat:t("priorities." .. filter.priority) end
    if args.when then parts[#parts + 1] = span(chat, args.when) end
    return list(chat, filter, chat:t("list.some", { which = table.concat(parts, " · ") }))
  end,
})

-- In this order in the help.
local ways = {
  today = { due = "today" }, tomorrow = { due = "tomorrow" }, week = { due = "week" }, overdue = { due = "overdue" },
  high = { priority = "high" }, urgent = { priority = "urgent" }, mine = { assignee = "me" },
}

local function way(chat, name)
  local filter = {}
  for key, value in pairs(ways[name] or {}) do filter[key] = value end
  if is_own(chat) then filter.assignee = "me" end
  chat:remember("filter", filter)
  local found = bot.tasks.list(filter)
  refer.remember(chat, found)
  return show.list(chat, chat:t("list." .. name), found, nothing(chat, filter, chat:t("none." .. name)))
end

for _, name in ipairs { "today", "tomorrow", "week", "overdue", "high", "urgent", "mine" } do
  bot.query("tasks " .. name, {
    access = "member", help = "Lists those that are " .. name, examples = name == "overdue" and sentences.overdue or {},
    run = function(chat) return way(chat, name) end,
  })
end

bot.query("tasks done", {
  access = "member", help = "Lists those that are done", usage = "tasks done [when <day or week>]", params = { when = "period?" },
  examples = sentences.finished,
  run = function(chat, args)
    local filter, title = { done = true }, chat:t("list.done")
    if args.when then
      filter.from, filter.to = args.when.first.iso:sub(1, 10), args.when.last.iso:sub(1, 10)
      title = chat:t("list.done_in", { which = span(chat, args.when) })
    end
    local found = bot.tasks.list(filter)
    refer.remember(chat, found)
    return show.list(chat, title, found, chat:t("none.done"))
  end,
})

bot.query("find", {
  access = "member", help = "Finds tasks by words", usage = "find <text>", params = { text = "name" }, examples = sentences.find,
  run = function(chat, args)
    local found = bot.tasks.find(args.text)
    if #found == 0 then found = bot.tasks.list { text = args.text } end
    if #found == 0 then found = bot.tasks.find(args.text, { done = true }) end
    refer.remember(chat, found)
    return show.list(chat, chat:t("list.found", { text = args.text }), found, chat:t("not_found", { text = args.text }))
  end,
})

bot.query("details", {
  access = "member", help = "Shows all of a task", usage = "details <task>", params = { task = "name?" }, examples = sentences.details,
  run = function(chat, args)
    local task = refer.task(chat, args.task, { done = true })
    if not task then return end
    refer.touch(chat, task)
    local lines = { show.line(chat, task) }
    lines[#lines + 1] = chat:t("is_done." .. tostring(task.done))
    local owner = bot.users.get(task.owner)
    if owner then lines[#lines + 1] = chat:t("made_by", owner) end
    if task.notes then lines[#lines + 1] = "📝 " .. task.notes end
    return table.concat(lines, "\n")
  end,
})

return { create = create, way = way, priority = priority }
