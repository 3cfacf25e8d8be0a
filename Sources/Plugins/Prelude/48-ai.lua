-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- bot.ai: the language model. The host asks it; what is here is how the answer looks.

local function ask_model(operation, owner, options)
  if options.prompt == nil then misuse(owner .. " needs the option \"prompt\", as in { prompt = \"...\" }") end
  return host.external(operation, {
    prompt = options.prompt, system = options.system, history = options.history, recent = options.recent, max_tokens = options.max_tokens,
  })
end

--- The same, but nil and the failure where there is no answer.
local function try_model(operation, owner, options)
  local ok, answer = pcall(ask_model, operation, owner, options)
  if ok then return answer end
  -- A mistake in the script is nothing that the script can handle.
  if type(answer) == "table" and answer.code ~= "not_granted" and answer.code ~= "invalid_request" then return nil, answer end
  error(answer, 0)
end

--- The model's words; where it calls a command, the conversation goes on there, as with chat:go, and nothing comes back.
local function acted(answer, failure)
  if answer == nil then return nil, failure end
  if answer.command then host.leave({ target = answer.command, given = answer.arguments, model = answer.model }) end
  return answer.text
end

define("bot.ai", "complete", function(options) return ask_model("ai.complete", "bot.ai.complete", options).text end)

define("bot.ai", "try_complete", function(options)
  local answer, failure = try_model("ai.complete", "bot.ai.try_complete", options)
  return answer and answer.text, failure
end)

define("bot.ai", "act", function(options) return acted(ask_model("ai.act", "bot.ai.act", options)) end)

define("bot.ai", "try_act", function(options) return acted(try_model("ai.act", "bot.ai.try_act", options)) end)
