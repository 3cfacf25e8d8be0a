-- Keys that are all at one place: each look walks the whole chain.
-- expect: budget
local t, step = {}, (1 << 14) - 1
for i = 1, 1 << 13 do t[i * step] = true end
local n = 0
while true do
  if t[0] then n = n + 1 end
  if t[step << 14] then n = n + 1 end
end
