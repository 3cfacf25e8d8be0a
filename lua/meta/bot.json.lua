---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---Values as JSON texts.
---@class bot.json
bot.json = {}

---The value as JSON.
---@param value any A text, a number, true or false, nil, or a table of such.
---@return string
function bot.json.encode(value) end

---The value of a JSON text.
---@param text string|number JSON.
---@return any
function bot.json.decode(text) end
