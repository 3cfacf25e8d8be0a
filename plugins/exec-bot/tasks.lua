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
  for _, lead in ipairs { "مهمة ", "المهمة ", "جديدة ", "اسمها ", "بعنوان ", "لازم ", "that ", "I need to ", "i need to ", "I have to ", "we need to ", "me to ", "to " } do
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
    -- "For Mona to collect the keys."
    local named, rest = given_to(chat, args.assignee)
    if named then
      person, title = named, rest
    else
      person = refer.person(chat, args.assignee, title ~= nil)
      -- "A task for the client to approve the design": nobody of ours.
      local said = chat.message and chat.message.text or ""
      if not person and title and said:find("for " .. args.assignee .. " to ", 1, true) then
        title = args.assignee .. " to " .. title
      elseif not person then
        person = refer.person(chat, args.assignee)
        if not person then return end
      end
    end
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
  aliases = { "مهمة" }, keywords = { due = { "موعد" } },
  help = { en = "Makes a task", ar = "ينشئ مهمة" }, usage = "task <title> [due <date>] [!high] [project <name>]", access = "member",
  params = { title = "text?", due = "date?", priority = priority, project = "name?", assignee = "name?" },
  examples = sentences.task, run = create,
})

-- Lists ----------------------------------------------------------------------------------------------------------------

-- That this was asked last: "and next week?" asks it again, with another time. Other plugins' questions are remembered there, too.
local function asked(chat, name, args) chat:remember("asked", { name = name, args = args }, { shared = true }) end

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
  asked(chat, "tasks", args)
  local found = bot.tasks.list(filter)
  refer.remember(chat, found)
  return show.list(chat, title, found, nothing(chat, filter, #parts == 0 and chat:t("none.all") or chat:t("none.some", { which = table.concat(parts, " · ") })))
    .. show.more(chat, filter, found)
end

local params = { when = "period?", priority = priority, project = "name?", assignee = "name?" }

bot.query("tasks", {
  aliases = { "مهام", "المهام" }, help = { en = "Lists open tasks", ar = "يعرض المهام المفتوحة" }, usage = "tasks [when <day or week>] [!high] [project <name>]", access = "member", params = params,
  examples = sentences.tasks, run = tasks,
})

-- "And next week?": what was asked last again, with another day or priority.
bot.query("tasks again", {
  help = { en = "What was asked last again, for another time", ar = "السؤال الأخير مرة أخرى لوقت آخر" }, usage = "tasks again [when <day or week>] [!high]",
  access = "member", params = { when = "period?", priority = priority }, examples = sentences.follow,
  run = function(chat, args)
    local last = chat:recall("asked", { shared = true })
    if not last or not chat:can_go(last.name) then last = { name = "tasks", args = {} } end
    local again = {}
    for name, value in pairs(last.args) do again[name] = value end
    for name, value in pairs(args) do again[name] = value end
    chat:go(last.name, again)
  end,
})

local ways = {
  today = { due = "today" }, tomorrow = { due = "tomorrow" }, week = { due = "week" }, overdue = { due = "overdue" },
  high = { priority = "high" }, urgent = { priority = "urgent" }, mine = { assignee = "me" },
}

-- What the words of a way mean to *tasks*, for whoever goes on from there.
local function meaning(name)
  local first, last = bot.today(), bot.today()
  if name == "tomorrow" then
    first = first + "1 day"
    last = first
  elseif name == "week" then
    while first.weekday ~= "monday" do first = first - "1 day" end
    last = first + "6 days"
  elseif name ~= "today" then
    local filter = ways[name] or {}
    return { priority = filter.priority, assignee = filter.assignee }
  end
  return { when = { first = { iso = first.iso }, last = { iso = last.iso } } }
end

local function way(chat, name)
  local filter = {}
  for key, value in pairs(ways[name] or {}) do filter[key] = value end
  if is_own(chat) then filter.assignee = "me" end
  asked(chat, "tasks", meaning(name))
  local found = bot.tasks.list(filter)
  refer.remember(chat, found)
  return show.list(chat, chat:t("list." .. name), found, nothing(chat, filter, chat:t("none." .. name))) .. show.more(chat, filter, found)
end

local arabic = { today = { "مهام اليوم" }, tomorrow = { "مهام الغد" }, week = { "مهام الأسبوع" }, overdue = { "المتأخر", "المتأخرة" } }

local helps = {
  today = { en = "What is due today", ar = "ما موعده اليوم" }, tomorrow = { en = "What is due tomorrow", ar = "ما موعده غدا" },
  week = { en = "What is due this week", ar = "ما موعده هذا الأسبوع" }, overdue = { en = "What is overdue", ar = "ما تأخر" },
  high = { en = "What has high priority", ar = "ما أولويته عالية" }, urgent = { en = "What is urgent", ar = "ما هو عاجل" },
  mine = { en = "What you have to do", ar = "ما عليك أن تفعله" },
}

for _, name in ipairs { "today", "tomorrow", "week", "overdue", "high", "urgent", "mine" } do
  bot.query("tasks " .. name, {
    aliases = arabic[name],
    -- *tasks* does the same, with a day or a priority.
    hidden = name ~= "overdue" and name ~= "mine",
    access = "member", help = helps[name], examples = name == "overdue" and sentences.overdue or {},
    run = function(chat) return way(chat, name) end,
  })
end

bot.query("tasks done", {
  access = "member", help = { en = "Lists those that are done", ar = "يعرض ما انتهى" }, usage = "tasks done [when <day or week>] [person <name>]",
  params = { when = "period?", person = "name?" }, examples = sentences.finished,
  run = function(chat, args)
    local filter, parts = { done = true }, {}
    if args.person then
      local person = refer.person(chat, args.person)
      if not person then return end
      filter.assignee = person.id
      parts[1] = person.name
    end
    if args.when then
      filter.from, filter.to = args.when.first.iso:sub(1, 10), args.when.last.iso:sub(1, 10)
      parts[#parts + 1] = span(chat, args.when)
    end
    asked(chat, "tasks done", args)
    local which = table.concat(parts, " · ")
    local found = bot.tasks.list(filter)
    refer.remember(chat, found)
    return show.list(
      chat, #parts == 0 and chat:t("list.done") or chat:t("list.done_in", { which = which }), found,
      #parts == 0 and chat:t("none.done") or chat:t("none.done_in", { which = which })) .. show.more(chat, filter, found)
  end,
})

bot.query("find", {
  access = "member", help = { en = "Finds tasks by words", ar = "يبحث عن المهام بالكلمات" }, usage = "find <text>", params = { text = "name" }, examples = sentences.find,
  run = function(chat, args)
    local found = bot.tasks.find(args.text)
    if #found == 0 then found = bot.tasks.list { text = args.text } end
    if #found == 0 then found = bot.tasks.find(args.text, { done = true }) end
    refer.remember(chat, found)
    return show.list(chat, chat:t("list.found", { text = args.text }), found, chat:t("not_found", { text = args.text }))
  end,
})

bot.query("details", {
  access = "member", help = { en = "Shows all of a task", ar = "يعرض كل تفاصيل المهمة" }, usage = "details <task>", params = { task = "name?" }, examples = sentences.details,
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
