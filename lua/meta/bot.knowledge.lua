---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---The Markdown documents in the plugin's folder `knowledge`.
---@class bot.knowledge
bot.knowledge = {}

---@class bot.knowledge.search.options
---@field limit? integer How many pieces at most.

---The pieces of documents that have the words of a question, the best first. None where nothing fits.
---@param text string|number What somebody asks, in English or Arabic.
---@param options? bot.knowledge.search.options How much.
---@return knowledge[]
function bot.knowledge.search(text, options) end
