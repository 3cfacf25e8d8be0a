-- Keeps the messages of errors.
-- expect: budget
local kept, long = {}, ("x"):rep(100000)
while true do
  local _, message = pcall(error, long .. #kept)
  kept[#kept + 1] = message
end
