---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---The staff. Users are added, linked and changed with `moonpost user`.
---@class bot.users
bot.users = {}

---The users whose name begins like this, or has this word; who is called exactly so first.
---Needs `uses = { "users" }`.
---@param text string|number A name, or its beginning; capitals and accents do not matter.
---@return user[]
function bot.users.find(text) end

---The user of this id, or nil; also somebody who has left.
---Needs `uses = { "users" }`.
---@param id string|number The id, as `chat.user.id` has it.
---@return user?
function bot.users.get(id) end

---@class bot.users.list.options
---@field role? "member"|"manager"|"admin" Those of this role alone.

---All users, by name.
---Needs `uses = { "users" }`.
---@param options? bot.users.list.options Which of them.
---@return user[]
function bot.users.list(options) end
