-- Two tables that double in the same moment.
-- expect: budget
local a, b, n = {}, {}, 0
while true do
  n = n + 1
  a[n], b[n] = n, n
end
