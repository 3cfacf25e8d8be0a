-- Catches whatever the flood raises, and goes on.
-- expect: budget
while true do
  pcall(function()
    while true do print(("x"):rep(1000)) end
  end)
end
