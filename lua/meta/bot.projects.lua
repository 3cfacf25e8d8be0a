---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---What tasks are for. A member sees and changes the projects that they work on, and the tasks in them; managers and admins all. Functions that find nobody of the staff behind the conversation raise `no_user`.
---@class bot.projects
bot.projects = {}

---@class bot.projects.create.options
---@field name string What it is called.

---Makes a project, and returns it. Where one of that name goes on already, it raises `exists`.
---Needs `uses = { "projects" }`.
---@param options bot.projects.create.options The project.
---@return project
function bot.projects.create(options) end

---The project of this id, or nil where there is none that the person may see.
---Needs `uses = { "projects" }`.
---@param id string|number The project's id.
---@return project?
function bot.projects.get(id) end

---The projects that these words name, the best first; those that are closed only where no other fits.
---Needs `uses = { "projects" }`.
---@param text string|number Its name, or words of it.
---@return project[]
function bot.projects.find(text) end

---@class bot.projects.list.options
---@field closed? boolean Those that are closed, instead of those that go on.

---The projects that the person works on, by name; for managers and admins, all.
---Needs `uses = { "projects" }`.
---@param options? bot.projects.list.options Which of them.
---@return project[]
function bot.projects.list(options) end

---Closes a project; `bot.tasks.undo` takes it back.
---Needs `uses = { "projects" }`.
---@param id string|number The project's id.
---@return project
function bot.projects.close(id) end

---Lets a project go on that was closed.
---Needs `uses = { "projects" }`.
---@param id string|number The project's id.
---@return project
function bot.projects.reopen(id) end

---Gives a project another name. Who did not make it and is no manager gets `not_allowed`; where another one of that name goes on, it raises `exists`.
---Needs `uses = { "projects" }`.
---@param id string|number The project's id.
---@param name string|number What it is called from now on.
---@return project
function bot.projects.rename(id, name) end

---Deletes a project; its tasks stay, and are for none any more. Who did not make it and is no manager gets `not_allowed`. `bot.tasks.undo` brings it back, with its tasks.
---Needs `uses = { "projects" }`.
---@param id string|number The project's id.
---@return project
function bot.projects.delete(id) end

---Makes somebody a member: they see the project and its tasks.
---Needs `uses = { "projects" }`.
---@param id string|number The project's id.
---@param user string|number The user's id.
---@return project
function bot.projects.join(id, user) end

---Lets somebody be a member no longer. Whoever wants may leave; others are taken out by who made the project and by managers, everybody else gets `not_allowed`.
---Needs `uses = { "projects" }`.
---@param id string|number The project's id.
---@param user string|number The user's id.
---@return project
function bot.projects.leave(id, user) end

---Adds an update: what somebody tells of a project; `bot.tasks.undo` takes it back.
---Needs `uses = { "projects" }`.
---@param id string|number The project's id.
---@param text string|number What there is to tell.
---@return project
function bot.projects.post(id, text) end

---How a project stands: counts of its tasks, those that are late, and what was told last.
---Needs `uses = { "projects" }`.
---@param id string|number The project's id.
---@return project_status
function bot.projects.status(id) end

---@class bot.projects.insights.options
---@field from? any Since when `made_lately` and `done_lately` count; a week ago where it is left out.
---@field to? any Up to which day they count, itself included; up to now where it is left out.

---Everything that the person may see at a glance: by people, those with the most to do first, and by projects.
---Needs `uses = { "projects" }`.
---@param options? bot.projects.insights.options The time that is looked at.
---@return insights
function bot.projects.insights(options) end
