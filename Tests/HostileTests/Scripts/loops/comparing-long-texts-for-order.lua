-- One comparison reads twenty megabytes, twice.
-- expect: budget
local left = ("x"):rep(20000000) .. "a"
local right = ("x"):rep(20000000) .. "b"
local n = 0
while true do
  if left < right then n = n + 1 end
  if left < right then n = n + 1 end
  if left < right then n = n + 1 end
  if left < right then n = n + 1 end
end
