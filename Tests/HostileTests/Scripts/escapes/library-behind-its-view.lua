-- pairs over a read-only library must not give the library itself.
-- expect: harmless
for name, library in pairs { string = string, table = table, math = math, os = os, utf8 = utf8 } do
  local before = {}
  for key, value in pairs(library) do before[key] = value end
  local _, state, control = pairs(library)
  for _, reached in ipairs { state, control } do
    if type(reached) == "table" then
      pcall(function() reached.planted = true end)
      pcall(rawset, reached, "planted", true)
      pcall(function() for key in pairs(before) do reached[key] = "changed" end end)
    end
  end
  assert(library.planted == nil, name .. " was changed")
  for key, value in pairs(before) do assert(library[key] == value, name .. "." .. key .. " was changed") end
end
assert(("x"):upper() == "X")
