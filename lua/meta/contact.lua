---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---The person, as `chat.contact`.
---@class contact
---@field id string Our own id of the person; it stays when the phone number changes.
---@field name? string The name that the person has given to WhatsApp, or that a flow has set.
---@field phone? string The phone number, such as "+201001234567".
---@field language? string The person's language, such as "ar" or "pt-BR".
---@field timezone? string The person's time zone, such as "Africa/Cairo".
---@field fields table<string, any> What flows keep with `contact:set`.
local contact = {}

---Keeps values of the person: `name`, `language`, `timezone`, and any others in `contact.fields`.
---@param values table<string, any> The values by name.
function contact:set(values) end
