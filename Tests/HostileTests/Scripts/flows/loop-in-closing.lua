-- What is closed on the way out sends messages.
-- expect: budget instructions
local _ <close> = setmetatable({}, { __close = function()
  while true do pcall(chat.say, chat, "got out") end
end })
while true do end
