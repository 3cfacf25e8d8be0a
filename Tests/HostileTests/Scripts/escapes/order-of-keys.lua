-- The order of keys must not tell addresses.
-- expect: harmless
local function order()
  local t, seen = {}, {}
  for i = 1, 100 do t["key" .. (i * 37) % 101] = i end
  for key in pairs(t) do seen[#seen + 1] = key end
  return table.concat(seen, ",")
end
assert(order() == order())
assert(not pcall(function() for _ in pairs { [{}] = 1, [{}] = 2 } do end end), "tables as keys have an order")
