-- Fills the hash part of one table.
-- expect: budget
local t, n = {}, 0.5
while true do
  t[n] = true
  n = n + 1
end
