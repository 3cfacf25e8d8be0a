-- A table grows while it is walked.
-- expect: harmless
local t = { a = 1 }
local n = 0
for key in pairs(t) do
  n = n + 1
  t[key .. "a"] = n
  assert(n < 1000)
end
