-- Which project and which colleague somebody means.

local documents = require "documents"
local who = {}

-- Nobody and nothing is called so. "How much does delivery cost?" is asked like "how much does Sara have to do?": where it is a question, the documents
-- may answer it.
local function nothing(chat, question, key, name)
  local text = question and chat.message and chat.message.text
  local found = text and documents.search(text)
  if found then
    chat:remember("before", text)
    chat:say("{reply}", { reply = documents.quote(chat, found) })
  else
    chat:say(chat:t(key, { name = name }))
  end
end

local function choose(chat, items, question)
  local choices = {}
  for i, item in ipairs(items) do choices[i] = { id = item.id, title = item.name } end
  local id = chat:choose(chat:t(question), choices, { tries = 2, timeout = "10 minutes" })
  for _, item in ipairs(items) do
    if item.id == id then return item end
  end
end

-- What stands for the project that is being talked about.
local pronouns = {
  it = true, that = true, this = true, ["the project"] = true, ["that project"] = true, ["this project"] = true, ["my project"] = true,
  ["المشروع"] = true, ["هذا المشروع"] = true, ["هو"] = true, ["ده"] = true, ["المشروع ده"] = true, ["هالمشروع"] = true,
}

-- "the new shop", "project new shop", "it"; says so and returns nil where there is none. `question`: it is asked about.
function who.project(chat, words, question)
  local said = words:lower():gsub("[?!.,]", ""):gsub("؟", "")
  if pronouns[said] then
    -- Where it was made or talked about, be it in another plugin.
    local id = chat:recall("project", { shared = true })
    local project = id and bot.projects.get(id)
    if not project then chat:say(chat:t("which_project_now")) end
    return project
  end
  local found = bot.projects.find(words)
  if #found == 0 then found = bot.projects.find((words:gsub("[Pp]roject", ""):gsub("مشروع", ""))) end
  local project = found[1]
  if #found > 1 then
    project = choose(chat, found, "which_project")
    if not project then return nil end
  end
  if not project then return nothing(chat, question, "no_project", words) end
  chat:remember("project", project.id, { shared = true })
  return project
end

local myself = { me = true, i = true, myself = true, mine = true, we = true, us = true, ["أنا"] = true, ["انا"] = true, ["لي"] = true, ["نا"] = true }

-- The colleague of this name; Arabic writes prepositions together with it. Says so and returns nil where there is none.
function who.person(chat, words)
  local name = words:gsub("'s$", ""):gsub("’s$", ""):gsub("[.,!?]", ""):gsub("؟", "")
  if myself[name:lower()] then return chat.user end
  local found = bot.users.find(name)
  for _, prefix in ipairs { "ل", "ب", "و", "لل" } do
    if #found == 0 and name:sub(1, #prefix) == prefix and #name > #prefix + 2 then found = bot.users.find(name:sub(#prefix + 1)) end
  end
  if #found > 1 then return choose(chat, found, "which_person") end
  if #found == 0 then return nothing(chat, true, "no_person", name) end
  return found[1]
end

return who
