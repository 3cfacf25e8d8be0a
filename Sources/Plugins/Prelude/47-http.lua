-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- bot.http: other systems. The host makes the request; what is here is how an answer looks.

local headers_meta = { __metatable = false }

--- Names of headers are the same in any case; the host writes them in small letters.
function headers_meta.__index(headers, name)
  if type(name) ~= "string" then return nil end
  local small = name:lower()
  if small ~= name then return headers[small] end
end

local response_fields = { "status", "ok", "headers", "text", "json" }
local response_meta = { __metatable = false, __name = "http_response" }

--- `json` is read where it is first asked for.
function response_meta.__index(response, name)
  if name == "json" then
    if response.text == "" or not find(response.headers["content-type"] or "", "[/+]json") then return nil end
    response.json = host.decode(response.text)
    return response.json
  end
  misuse(format("an answer has no \"%s\": %s", tostring(name), suggestion(tostring(name), response_fields)))
end

local function call_system(operation, url, options)
  local bodies = (options.json ~= nil and 1 or 0) + (options.form ~= nil and 1 or 0) + (options.text ~= nil and 1 or 0)
  if bodies > 1 then misuse(format("bot.%s sends one body: write one of json, form and text", operation)) end
  return host.external(operation, {
    url = url, headers = options.headers, query = options.query, json = options.json, form = options.form,
    text = options.text, timeout = options.timeout and milliseconds(options.timeout),
  })
end

local function answered(answer)
  answer.ok = answer.status >= 200 and answer.status < 300
  host.setmetatable(answer.headers, headers_meta)
  return host.setmetatable(answer, response_meta)
end

for name in pairs(api.spaces["bot.http"]) do
  local plain = match(name, "^try_(.+)$")
  local operation = "http." .. (plain or name)
  if plain then
    define("bot.http", name, function(url, options)
      local ok, answer = pcall(call_system, operation, url, options)
      if ok then return answered(answer) end
      -- What is not granted, like any mistake in the script, is nothing that the script can handle.
      if type(answer) == "table" and answer.code ~= "not_granted" then return nil, answer end
      error(answer, 0)
    end)
  else
    define("bot.http", name, function(url, options) return answered(call_system(operation, url, options)) end)
  end
end
