-- The flow named "fallback" gets every message that nobody else wants.
-- It should never leave people alone with "I did not understand": say what they can write instead.

bot.plugin { title = "Fallback", version = "1.0.0" }

bot.flow("fallback", {
  title = "Anything else",

  -- `given` has a value when another flow came here with chat:go("fallback", { text = ... }).
  run = function(chat, given)
    local text = given and given.text or chat.message and chat.message.text or ""

    -- "Cement x 100" is an order, whoever writes it and whenever.
    if text:lower():find("%a%s*x%s*%d") then
      chat:go("order", { text = text })
    end

    chat:say("Sorry, I do not know what to do with that. Write *order*, *feedback* or *menu*.")
  end,
})
