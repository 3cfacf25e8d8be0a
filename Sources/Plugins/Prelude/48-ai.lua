-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- bot.ai: the language model. The host asks it; what is here is how the answer looks.

local function ask_model(owner, options)
  if options.prompt == nil then misuse(owner .. " needs the option \"prompt\", as in { prompt = \"...\" }") end
  return host.external("ai.complete", {
    prompt = options.prompt, system = options.system, history = options.history, max_tokens = options.max_tokens,
  }).text
end

define("bot.ai", "complete", function(options) return ask_model("bot.ai.complete", options) end)

define("bot.ai", "try_complete", function(options)
  local ok, answer = pcall(ask_model, "bot.ai.try_complete", options)
  if ok then return answer end
  -- A mistake in the script is nothing that the script can handle.
  if type(answer) == "table" and answer.code ~= "not_granted" and answer.code ~= "invalid_request" then return nil, answer end
  error(answer, 0)
end)
