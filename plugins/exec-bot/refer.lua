-- What people mean: "2", "the second one", "that one", "the presentation"; a project by its name, a colleague by theirs.

local show = require "show"
local refer = {}

local ordinals = {
  first = 1, second = 2, third = 3, fourth = 4, fifth = 5, sixth = 6, seventh = 7, eighth = 8, ninth = 9, tenth = 10, last = -1,
  one = 1, two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8, nine = 9, ten = 10,
  ["الأولى"] = 1, ["الاولى"] = 1, ["الأول"] = 1, ["الثانية"] = 2, ["التانية"] = 2, ["الثاني"] = 2, ["الثالثة"] = 3, ["التالتة"] = 3, ["الرابعة"] = 4,
  ["الثالث"] = 3, ["التالت"] = 3, ["الرابع"] = 4, ["الخامس"] = 5, ["السادس"] = 6, ["السابع"] = 7, ["الثامن"] = 8, ["التاسع"] = 9, ["العاشر"] = 10,
  ["واحد"] = 1, ["اتنين"] = 2, ["اثنين"] = 2, ["ثلاثة"] = 3, ["تلاتة"] = 3, ["اربعة"] = 4, ["أربعة"] = 4, ["خمسة"] = 5, ["ستة"] = 6, ["سبعة"] = 7, ["ثمانية"] = 8,
  ["تمانية"] = 8, ["تسعة"] = 9, ["عشرة"] = 10, ["الخامسة"] = 5, ["السادسة"] = 6, ["السابعة"] = 7, ["الثامنة"] = 8, ["التاسعة"] = 9, ["العاشرة"] = 10, ["الأخيرة"] = -1, ["الاخيرة"] = -1,
}

-- What stands around the words that say which one.
local around = {
  the = true, task = true, tasks = true, number = true, no = true, item = true, todo = true, one = true, my = true, our = true, ["#"] = true, a = true, an = true,
  that = true, this = true, it = true, them = true, please = true, project = true, to = true, into = true, ["in"] = true, with = true, off = true, from = true, list = true, back = true,
  is = true, as = true, s = true, about = true, ["إلى"] = true, ["الى"] = true, ["من"] = true, ["في"] = true,
  ["مهمة"] = true, ["المهمة"] = true, ["مهمه"] = true, ["رقم"] = true, ["تاسك"] = true, ["التاسك"] = true, ["هذه"] = true, ["تلك"] = true, ["هذا"] = true, ["دي"] = true,
  ["ها"] = true, ["هي"] = true, ["مشروع"] = true, ["المشروع"] = true, ["بمهمة"] = true, ["ب"] = true, ["ل"] = true, ["لمشروع"] = true,
}

-- Signs of several bytes: a set in brackets would cut letters in two.
local signs = { "؟", "،", "؛", "“", "”", "«", "»", "’" }

local function words_of(text)
  text = text:lower():gsub("[#\"':,.!?]", " ")
  for _, sign in ipairs(signs) do text = text:gsub(sign, " ") end
  local words = {}
  for word in text:gmatch("%S+") do words[#words + 1] = word end
  return words
end

-- The words that say which one, and the number that they are.
local function meant(text)
  local said, number = {}, nil
  for _, word in ipairs(words_of(text)) do
    if not around[word] then said[#said + 1] = word end
  end
  if #said == 0 then
    local words = words_of(text)
    -- "one" is a number where nothing else is there, or where that is said: "done one", "number one".
    local before = words[#words - 1]
    if words[#words] == "one" and (#words == 1 or before == "number" or before == "no" or before == "task") then number = 1 end
  elseif #said == 1 then
    -- "2", "2nd", "٢", "second"
    number = bot.language.number(said[1]) or tonumber(said[1]:match("^(%d+)[snrt][tdh]$")) or ordinals[said[1]]
  end
  return table.concat(said, " "), number
end

-- The number that the words are, such as 2 of "number 2"; nil where they are none.
function refer.number(text)
  local _, number = meant(text)
  return number
end

-- The tasks that a person saw last: "2" means the second of them.
function refer.remember(chat, tasks)
  local ids = {}
  for i, task in ipairs(tasks) do ids[i] = task.id end
  chat:remember("list", ids)
  if #tasks == 1 then chat:remember("task", ids[1]) end
end

-- A task that was made just now is "it"; the numbers go on to belong to the list that the person has before them.
function refer.add(chat, task)
  local ids = chat:recall("list") or {}
  if #ids == 0 then chat:remember("list", { task.id }) end
  chat:remember("task", task.id)
end

-- That this task is "it".
function refer.touch(chat, task) chat:remember("task", task.id) end

local function choose(chat, items, title, question)
  local choices = {}
  for i, item in ipairs(items) do choices[i] = { id = item.id, title = show.cut(item[title], 200) } end
  local id = chat:choose(chat:t(question), choices, { tries = 2, timeout = "10 minutes" })
  for _, item in ipairs(items) do
    if item.id == id then return item end
  end
end

-- The task that the words mean; says so and returns nil where there is none. `done`: also among those that are done.
function refer.task(chat, text, options)
  options = options or {}
  local said, number = meant(text or "")
  local ids = chat:recall("list") or {}
  if number then
    if number == -1 then number = #ids end
    local task = ids[number] and bot.tasks.get(ids[number])
    if not task then chat:say(chat:t(#ids == 0 and "no_list" or "no_number", { n = number, last = #ids })) end
    return task
  end
  if said == "" then
    local id = chat:recall("task") or #ids == 1 and ids[1]
    local task = id and bot.tasks.get(id)
    if not task then chat:say(chat:t("which")) end
    return task
  end
  local found = bot.tasks.find(said)
  if #found == 0 and options.done then found = bot.tasks.find(said, { done = true }) end
  if #found == 0 then
    chat:say(chat:t("not_found", { text = said }))
  elseif #found > 1 then
    return choose(chat, found, "title", "which_task")
  end
  return found[1]
end

-- The project that the words name; says so and returns nil where there is none. `quiet`: says nothing.
function refer.project(chat, text, quiet)
  local said = meant(text or "")
  if said == "" then
    local id = chat:recall("project", { shared = true })
    local project = id and bot.projects.get(id)
    if not project and not quiet then chat:say(chat:t("which_project")) end
    return project
  end
  local found = bot.projects.find(text)
  if #found == 0 then found = bot.projects.find(said) end
  if #found == 0 then
    if not quiet then chat:say(chat:t("no_project", { name = said })) end
  elseif #found > 1 and not quiet then
    return choose(chat, found, "name", "which_project")
  end
  return found[1]
end

local myself = { me = true, myself = true, i = true, mine = true, ["لي"] = true, ["انا"] = true, ["أنا"] = true, ["نفسي"] = true }

-- Those whose name has this as a whole word: "Go to the bank" is nothing that Gomaa does.
local function called(users, name)
  local exact = {}
  for _, user in ipairs(users) do
    local full = user.name:lower()
    if full == name or (" " .. full .. " "):find(" " .. name .. " ", 1, true) then exact[#exact + 1] = user end
  end
  return exact
end

-- The colleague of this name; Arabic writes prepositions together with it. Says so and returns nil where there is none. `quiet`: where it is not
-- sure that a name is meant, says nothing, and takes whole names alone.
function refer.person(chat, text, quiet)
  local name = text:gsub("'s$", ""):gsub("’s$", ""):gsub("[.,!?]", ""):gsub("؟", "")
  if myself[name:lower()] then return chat.user end
  local function find(wanted)
    if wanted == "" then return {} end
    local users = bot.users.find(wanted)
    return quiet and called(users, wanted:lower()) or users
  end
  local found = find(name)
  if #found == 0 and not quiet then
    -- "Can Tomasz": one of the words is a name.
    for word in name:gmatch("%S+") do
      local users = #found == 0 and not around[word:lower()] and called(bot.users.find(word), word:lower()) or {}
      if #users > 0 then found = users end
    end
  end
  for _, prefix in ipairs { "ل", "ب", "و", "لل", "ال" } do
    if #found == 0 and name:sub(1, #prefix) == prefix and #name > #prefix + 2 then found = find(name:sub(#prefix + 1)) end
  end
  if #found == 0 then
    if not quiet then chat:say(chat:t("no_person", { name = name })) end
  elseif #found > 1 and not quiet then
    return choose(chat, found, "name", "which_person")
  end
  return found[1]
end

return refer
