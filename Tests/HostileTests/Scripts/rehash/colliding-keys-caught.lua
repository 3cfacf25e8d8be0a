-- The same under protection.
-- expect: budget
pcall(function()
  local t, step = {}, (1 << 18) - 1
  for i = 1, (1 << 17) + 1 do t[i * step] = true end
end)
while true do end
