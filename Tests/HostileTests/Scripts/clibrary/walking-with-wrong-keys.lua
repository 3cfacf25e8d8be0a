-- next with keys that are not in the table, or not any more.
-- expect: harmless
local t = { a = 1, b = 2, c = 3 }
pcall(next, t, "z")
pcall(next, t, {})
pcall(next, t, 0 / 0)
pcall(next, {}, 1)
for key in pairs(t) do
  t[key] = nil
  t[key .. "x"] = nil
end
assert(next(t) == nil)
local key, n = nil, 0
repeat
  key = next({ 1, 2, 3, x = 1 }, key)
  n = n + 1
until key == nil or n > 100
assert(n <= 100)
