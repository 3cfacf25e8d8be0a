-- Small tables whose growth takes a few milliseconds each, for ever.
-- expect: budget
while true do
  local t, k = {}, 11
  local step = (1 << (k + 1)) - 1
  for i = 1, (1 << k) + 1 do t[i * step] = true end
end
