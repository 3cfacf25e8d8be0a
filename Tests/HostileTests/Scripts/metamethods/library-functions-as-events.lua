-- C functions as events: none runs long, none shows an address.
-- expect: harmless
local functions = { next, rawget, rawset, rawlen, type, tostring, tonumber, select, pairs, ipairs, setmetatable, getmetatable,
  table.concat, table.insert, table.remove, table.unpack, table.sort, table.move, string.rep, string.find, string.gsub,
  string.format, math.max, utf8.char, pcall, error, assert, print }
for _, f in ipairs(functions) do
  local events = { __index = f, __newindex = f, __call = f, __len = f, __eq = f, __lt = f, __add = f, __unm = f, __close = f }
  local object, other = setmetatable({}, events), setmetatable({}, events)
  pcall(function() return object[1] end)
  pcall(function() object[1] = 1 end)
  pcall(function() return object(1e15) end)
  pcall(function() return #object end)
  pcall(function() return object == other end)
  pcall(function() return object < other end)
  pcall(function() return object + 1e15 end)
  pcall(function() return -object end)
  pcall(function() local _ <close> = object end)
end
