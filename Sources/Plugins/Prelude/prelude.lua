-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- What standard Lua has and scripts do not: using one of these names says what to use instead.

local function unavailable(name, instead)
  return function() misuse(format("%s is not available: %s", name, instead)) end
end

--- A library that is not there: any use of it is an error.
local function no_library(name, instead)
  local refuse = unavailable(name, instead)
  return host.seal(host.setmetatable({}, { __index = refuse, __metatable = false }), name)
end

--- Names of a library that are not there; others are nil.
local function without(library, name, removed)
  local refusals = {}
  for member, instead in pairs(removed) do refusals[member] = unavailable(name .. "." .. member, instead) end
  host.setmetatable(library, {
    __metatable = false,
    __index = function(_, member)
      if refusals[member] then refusals[member]() end
    end,
  })
end

local no_code = "put the code in a file of the plugin, and use require(name)"
local no_files = "use bot.store to keep data"
local no_system = "a plugin cannot reach the system that it runs on"

without(string, "string", { dump = no_code })
without(math, "math", { randomseed = "random numbers differ in each conversation by themselves" })
without(os, "os", {
  clock = "use os.time() or bot.now()", execute = no_system, exit = "use chat:stop() or return", getenv = "use bot.setting(name)",
  remove = no_files, rename = no_files, setlocale = no_system, tmpname = no_files,
})

return {
  open = open,
  globals = {
    bot = host.seal(strict(bot, "bot", nil, api.missing), "bot"),
    io = no_library("io", no_files),
    debug = no_library("debug", "errors show the file and the line, and bot.log writes to the log"),
    coroutine = no_library("coroutine", "calls that wait, like chat:ask, look like plain calls here"),
    package = no_library("package", "use require(name) for a file of the plugin"),
    load = unavailable("load", no_code),
    loadstring = unavailable("loadstring", no_code),
    loadfile = unavailable("loadfile", no_code),
    dofile = unavailable("dofile", no_code),
    warn = unavailable("warn", "use bot.log(text)"),
    collectgarbage = unavailable("collectgarbage", "memory is looked after by the host"),
  },
}
