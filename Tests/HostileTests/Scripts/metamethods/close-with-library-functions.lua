-- Library functions close.
-- expect: harmless
for _, f in ipairs { print, tostring, type, rawlen, next, pairs, select, error, pcall, string.rep, table.sort, table.concat } do
  pcall(function() local x <close> = setmetatable({}, { __close = f }) end)
end
