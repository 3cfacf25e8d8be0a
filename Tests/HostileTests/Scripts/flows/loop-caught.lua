-- Catches whatever comes, and tells the person so.
-- expect: budget instructions
while true do
  pcall(function() while true do end end)
  chat:say("got out")
end
