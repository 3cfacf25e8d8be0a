-- Sixteen tables that double in the same moment.
-- expect: budget
local tables = {}
for i = 1, 16 do tables[i] = {} end
local n = 0
while true do
  n = n + 1
  for i = 1, 16 do tables[i][n] = n end
end
