-- Keys are walked in the same order, however they came in.
-- expect: harmless
local function order(...)
  local t, keys = {}, {}
  for _, key in ipairs { ... } do t[key] = true end
  for key in pairs(t) do keys[#keys + 1] = tostring(key) end
  return table.concat(keys, " ")
end
local first = order("z", 3, "a", 1.5, true, -1, "m")
assert(first == order("m", -1, true, 1.5, "a", 3, "z") and first == "-1 1.5 3 a m z true", first)
