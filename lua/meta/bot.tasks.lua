---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---What the staff has to do. A member sees and changes what they have made and what they are to do; managers and admins everything. Functions that find nobody of the staff behind the conversation raise `no_user`.
---@class bot.tasks
bot.tasks = {}

---@class bot.tasks.create.options
---@field title string What is to be done.
---@field due? any When it is due: a date as `bot.language.date` returns it, or "2026-01-08" or "2026-01-08T17:00".
---@field priority? "low"|"normal"|"high"|"urgent" How much it matters.
---@field notes? string More about it.
---@field assignee? string The user who is to do it, by id; who makes it, where nobody is named.
---@field project? string The project that it is for, by id.
---@field tags? string[] Words by which it is found; each once, and without a # before it.

---Makes a task, and returns it.
---Needs `uses = { "tasks" }`.
---@param options bot.tasks.create.options The task.
---@return task
function bot.tasks.create(options) end

---The task of this id, or nil where there is none that the person may see.
---Needs `uses = { "tasks" }`.
---@param id string|number The task's id.
---@return task?
function bot.tasks.get(id) end

---@class bot.tasks.find.options
---@field done? boolean Those that are done, instead of those that are open.

---The tasks that these words name, the best first: "the presentation" is "Prepare the presentation".
---Needs `uses = { "tasks" }`.
---@param text string|number Words of its title, in any form.
---@param options? bot.tasks.find.options Which of them.
---@return task[]
function bot.tasks.find(text, options) end

---@class bot.tasks.list.options
---@field due? "overdue"|"today"|"tomorrow"|"week"|"next_week"|"month" When it is due; weeks begin on Monday.
---@field priority? "low"|"normal"|"high"|"urgent" How much it matters.
---@field assignee? string A user's id, or "me".
---@field text? string Words of its title or notes.
---@field tag? string One of its tags.
---@field project? string The project that they are for, by id.
---@field from? any Due from this day on, or done where `done` is asked for: a date as `due` is.
---@field to? any Due up to this day, itself included, or done.
---@field done? boolean Those that are done, instead of those that are open.
---@field limit? integer How many at most.

---The tasks that the person may see, those that are due first first.
---Needs `uses = { "tasks" }`.
---@param options? bot.tasks.list.options Which of them.
---@return task[]
function bot.tasks.list(options) end

---@class bot.tasks.count.options
---@field due? "overdue"|"today"|"tomorrow"|"week"|"next_week"|"month" When it is due; weeks begin on Monday.
---@field priority? "low"|"normal"|"high"|"urgent" How much it matters.
---@field assignee? string A user's id, or "me".
---@field text? string Words of its title or notes.
---@field tag? string One of its tags.
---@field project? string The project that they are for, by id.
---@field from? any Due from this day on, or done where `done` is asked for: a date as `due` is.
---@field to? any Due up to this day, itself included, or done.
---@field done? boolean Those that are done, instead of those that are open.

---How many tasks there are that the person may see.
---Needs `uses = { "tasks" }`.
---@param options? bot.tasks.count.options Which of them.
---@return integer
function bot.tasks.count(options) end

---@class bot.tasks.update.options
---@field title? string What is to be done.
---@field due? any When it is due: a date as `bot.language.date` returns it, or "2026-01-08" or "2026-01-08T17:00"; false takes it away.
---@field priority? "low"|"normal"|"high"|"urgent" How much it matters.
---@field notes? string More about it.
---@field project? any The project that it is for, by id; false takes it out.
---@field assignee? any The user who is to do it, by id; false gives it back to who made it.
---@field tags? string[] Words by which it is found; each once, and without a # before it.

---Changes a task, and returns it.
---Needs `uses = { "tasks" }`.
---@param id string|number The task's id.
---@param options bot.tasks.update.options What changes.
---@return task
function bot.tasks.update(id, options) end

---Marks a task as done.
---Needs `uses = { "tasks" }`.
---@param id string|number The task's id.
---@return task
function bot.tasks.complete(id) end

---Opens a task again that was done.
---Needs `uses = { "tasks" }`.
---@param id string|number The task's id.
---@return task
function bot.tasks.reopen(id) end

---Deletes a task; `bot.tasks.undo` brings it back.
---Needs `uses = { "tasks" }`.
---@param id string|number The task's id.
---@return task
function bot.tasks.delete(id) end

---What `bot.tasks.undo` would take back: the last thing that the person did to a task or a project, or told of one, in the last ten minutes. Ask before you take back that something was made: `action` is "create" then.
---Needs `uses = { "tasks" }`.
---@return change?
function bot.tasks.last_change() end

---@class bot.tasks.undo.options
---@field change? string Takes back this one alone, by its id; where it is not the last one any more, it raises `changed`.

---Takes back what `bot.tasks.last_change` says, and returns it; nil where there is nothing. Where somebody else has changed it since, or has worked on a project that was made, it raises `changed`.
---Needs `uses = { "tasks" }`.
---@param options? bot.tasks.undo.options Which.
---@return change?
function bot.tasks.undo(options) end

---Does again what the person took back last, in the last ten minutes, and returns it; nil where there is nothing. Where it was changed since, it raises `changed`.
---Needs `uses = { "tasks" }`.
---@return change?
function bot.tasks.redo() end
