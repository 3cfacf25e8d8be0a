-- Globals count like everything else.
-- expect: budget
local n = 0
while true do
  n = n + 1
  _G["global" .. n] = ("x"):rep(1000)
end
