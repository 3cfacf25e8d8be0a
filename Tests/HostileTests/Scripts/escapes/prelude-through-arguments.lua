-- Objects with traps as arguments of the prelude: its tables must not come out.
-- expect: harmless
local caught = {}
local function trap(self, key, value) caught[#caught + 1] = { self, key, value } end
local object = setmetatable({}, { __index = trap, __newindex = trap, __call = trap, __len = function() return 3 end,
  __pairs = function(self) return function() end, self end, __tostring = function() return "x" end, __name = "string" })
for _, f in ipairs { bot.flow, bot.command, bot.query, bot.on, bot.every, bot.plugin, bot.settings, bot.setting, bot.random,
  bot.store.get, bot.store.set, bot.store.add, bot.store.list, bot.emit, bot.log, bot.status, bot.json.encode, bot.json.decode } do
  pcall(f, object)
  pcall(f, object, object)
  pcall(f, "x", object)
  pcall(f, "x", object, object)
  pcall(f, "x", "y", object)
end
for _, call in ipairs(caught) do assert(call[1] == object, "a table of the prelude came out") end
