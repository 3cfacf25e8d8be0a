-- A length that is no number, a float, or too large.
-- expect: harmless
for _, length in ipairs { "x", 1.5, 1 << 62, -1, 0/0, {} } do
  local o = setmetatable({ 1, 2, 3 }, { __len = function() return length end })
  for _, f in ipairs { table.concat, table.unpack, table.sort, table.remove, ipairs } do pcall(f, o) end
  pcall(table.insert, o, 1)
  assert(rawlen(o) <= 4)
end
