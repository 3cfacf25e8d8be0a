-- Taking back what was done last, and doing it again. Tasks, projects and what is told of them have one history; the reply names what it was.

local agreed = require "agreed"
local refer, show = require "refer", require "show"
local sentences, said_before = require "sentences_undo", require "sentences_changes"
local undo = {}

local function name_of(id)
  local user = bot.users.get(id)
  return user and user.name or "?"
end

-- What the texts say of a change: its task, project or update, what of it changed, and who joined or left.
local function values(chat, change)
  local fields = {}
  for _, field in ipairs(change.fields or {}) do fields[#fields + 1] = chat:t("fields." .. field) end
  return {
    title = change.task and change.task.title, task = change.task and show.line(chat, change.task), name = change.project and change.project.name,
    text = change.update and change.update.text, person = change.people and change.people[1] and name_of(change.people[1]),
    fields = table.concat(fields, chat:t("and")),
  }
end

local function say(chat, way, change)
  if change.task then refer.touch(chat, change.task) end
  local kind = change.update and "update" or change.project and "project" or "task"
  if change.project then chat:remember("project", change.project.id, { shared = true }) end
  chat:say(chat:t(way .. "_" .. kind .. "." .. change.action, values(chat, change)))
end

function undo.undo(chat)
  local change = bot.tasks.last_change()
  if not change then return chat:say(chat:t("nothing_to_undo")) end
  local said = values(chat, change)
  local thing = said.title or said.name
  if change.changed then return chat:say(chat:t("changed_since", { thing = thing })) end
  -- What was made would be gone: whoever only wanted the reminder of after it back must not lose it.
  if change.action == "create" then
    if not agreed(chat, chat:t("undo_create." .. (change.project and "project" or "task"), said)) then
      return chat:say(chat:t(change.project and "kept_project" or "kept", said))
    end
  end
  local fine, undone = pcall(bot.tasks.undo, { change = change.id })
  if not fine then
    if undone.code == "changed" then return chat:say(chat:t("changed_since", { thing = thing })) end
    error(undone, 0)
  end
  if not undone then return chat:say(chat:t("nothing_to_undo")) end
  say(chat, "undone", undone)
end

function undo.redo(chat)
  local fine, redone = pcall(bot.tasks.redo)
  if not fine then
    if redone.code == "changed" then return chat:say(chat:t("not_again")) end
    error(redone, 0)
  end
  if not redone then return chat:say(chat:t("nothing_to_redo")) end
  say(chat, "redone", redone)
end

bot.command("undo", {
  aliases = { "تراجع" }, help = { en = "Takes back what you did last, within ten minutes", ar = "يتراجع عن آخر ما فعلته خلال عشر دقائق" }, access = "member", examples = said_before.undo, run = undo.undo,
})

bot.command("redo", {
  aliases = { "إعادة" }, help = { en = "Does again what you took back, within ten minutes", ar = "يعيد ما تراجعت عنه خلال عشر دقائق" }, access = "member", examples = sentences.redo, run = undo.redo,
})

return undo
