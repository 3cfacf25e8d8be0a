-- Catches the refusal of each message and sends the next.
-- expect: budget messages
while true do pcall(chat.say, chat, "spam") end
