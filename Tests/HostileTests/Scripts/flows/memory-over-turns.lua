-- Takes a little in each turn, and waits in between.
-- expect: budget memory
local kept, text = {}, ("x"):rep(1000)
while true do
  for _ = 1, 400 do kept[#kept + 1] = text:rep(60) .. #kept end
  chat:ask("more?")
end
