---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---The language model of `[ai]` in config.toml. Whatever it says is text: nothing of it is executed but a checked call of a command.
---@class bot.ai
bot.ai = {}

---@class bot.ai.complete.options
---@field prompt string What is asked. It must be there.
---@field system? string What the model is told about its work, before everything else.
---@field history? table<string, any> What was said before, oldest first. Of a long one the model sees the end: `[ai] context_turns` and `context_size`.
---@field recent? integer How many messages of the person's chat the model sees before `history`: the last ones of the day, theirs and ours, whichever flow or command said them. Together they are bounded like `history`.
---@field max_tokens? integer How long the answer may be; at most, and else, `[ai] max_tokens`.

---Asks the model and returns its text. Where there is no answer an error is raised, an [ai_failure](#ai_failure).
---Needs `uses = { "ai" }`.
---@param options bot.ai.complete.options What is asked, and how.
---@return string
function bot.ai.complete(options) end

---@class bot.ai.try_complete.options
---@field prompt string What is asked. It must be there.
---@field system? string What the model is told about its work, before everything else.
---@field history? table<string, any> What was said before, oldest first. Of a long one the model sees the end: `[ai] context_turns` and `context_size`.
---@field recent? integer How many messages of the person's chat the model sees before `history`: the last ones of the day, theirs and ours, whichever flow or command said them. Together they are bounded like `history`.
---@field max_tokens? integer How long the answer may be; at most, and else, `[ai] max_tokens`.

---Like `bot.ai.complete`, but where there is no answer it returns nil and what went wrong: an [ai_failure](#ai_failure).
---Needs `uses = { "ai" }`.
---@param options bot.ai.try_complete.options What is asked, and how.
---@return string?
---@overload fun(options: table): nil, ai_failure
function bot.ai.try_complete(options) end

---@class bot.ai.act.options
---@field prompt string What is asked. It must be there.
---@field system? string What the model is told about its work, before everything else.
---@field history? table<string, any> What was said before, oldest first. Of a long one the model sees the end: `[ai] context_turns` and `context_size`.
---@field recent? integer How many messages of the person's chat the model sees before `history`: the last ones of the day, theirs and ours, whichever flow or command said them. Together they are bounded like `history`.
---@field max_tokens? integer How long the answer may be; at most, and else, `[ai] max_tokens`.

---Asks the model with every command as a tool that the person may use. Where it answers in words they are returned. Where it calls a command, name and arguments are checked, and the conversation goes on there as with `chat:go`: under the same rules of access, confirmation and audit. A call that cannot be made is told to the model, at most three times.
---Needs `uses = { "ai" }`.
---@param options bot.ai.act.options What is asked, and how.
---@return string
function bot.ai.act(options) end

---@class bot.ai.try_act.options
---@field prompt string What is asked. It must be there.
---@field system? string What the model is told about its work, before everything else.
---@field history? table<string, any> What was said before, oldest first. Of a long one the model sees the end: `[ai] context_turns` and `context_size`.
---@field recent? integer How many messages of the person's chat the model sees before `history`: the last ones of the day, theirs and ours, whichever flow or command said them. Together they are bounded like `history`.
---@field max_tokens? integer How long the answer may be; at most, and else, `[ai] max_tokens`.

---Like `bot.ai.act`, but where there is no answer it returns nil and what went wrong: an [ai_failure](#ai_failure).
---Needs `uses = { "ai" }`.
---@param options bot.ai.try_act.options What is asked, and how.
---@return string?
---@overload fun(options: table): nil, ai_failure
function bot.ai.try_act(options) end
