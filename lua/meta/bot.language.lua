---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---What people mean by their words.
---@class bot.language
bot.language = {}

---The date that somebody wrote: "tomorrow", "25 December at 9"; nil where it is none.
---@param text string|number What somebody wrote.
---@return date?
function bot.language.date(text) end

---The first date in a sentence, and the sentence without it; nil where it has none. Where it is one that comes again ("every Monday at 9"), `date` is its next time, `repeats` the words that say so, and `every` what they say: its `unit` (minute, hour, day, week, month or year), its `interval` (every so many of them), its `weekdays` (a list, which may be empty), and `day` where it is one of the month.
---@param text string|number What somebody wrote.
---@return table<string, any>?
function bot.language.find_date(text) end

---What a sentence may ask for, the likeliest first: flows, commands and queries that the person may use and whose `examples` are like it. `given` is what `chat:go(name, given)` takes along; where something is missing, `problem` says what.
---@param text string|number What somebody wrote.
---@return table<string, any>[]
function bot.language.intents(text) end

---The number that somebody wrote: "1,000", "1.5", "٢٥"; nil where it is none.
---@param text string|number What somebody wrote.
---@return number?
function bot.language.number(text) end
