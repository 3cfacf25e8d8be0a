---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---The plugin's own data, for all its conversations.
---@class bot.store
bot.store = {}

---A value, or nil.
---@param key string|number The name of the value.
---@return any
function bot.store.get(key) end

---@class bot.store.set.options
---@field keep? string How long it is kept.

---Keeps a value.
---@param key string|number The name of the value.
---@param value any A text, a number, true or false, or a table.
---@param options? bot.store.set.options How it is kept.
function bot.store.set(key, value, options) end

---Forgets a value.
---@param key string|number The name of the value.
function bot.store.delete(key) end

---Adds to a number and returns the sum, however many people do so at the same time.
---@param key string|number The name of the value.
---@param amount? number How much.
---@return number
function bot.store.add(key, amount) end

---The values whose names begin like this, in the order of their names.
---@param prefix? string|number With what the names begin.
---@return stored[]
function bot.store.list(prefix) end
