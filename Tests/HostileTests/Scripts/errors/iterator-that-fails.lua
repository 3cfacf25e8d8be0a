-- The loop is left by an error, again and again.
-- expect: budget
while true do
  pcall(function()
    for _ in function() error("no more") end do end
  end)
end
