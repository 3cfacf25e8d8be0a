-- Greets people and shows them what they can do here.
-- Read this flow first: it is the shortest one.

bot.plugin { title = "Welcome", version = "1.0.0" }

bot.flow("welcome", {
  title    = "Menu",
  triggers = { "hi", "hello", "start", "menu", "مرحبا" },  -- the whole message; capitals and accents do not matter
  timeout  = "1 hour",                                     -- forget the question after an hour of silence

  run = function(chat)
    -- Three choices at most become buttons, more become a list. With `tries = 1` an answer that is none of the choices
    -- is not asked again: we get nil.
    local choice = chat:choose("Welcome to {shop}! What can we do for you?", {
      { id = "order",    title = "Order" },
      { id = "feedback", title = "Give feedback" },
      { id = "hours",    title = "Opening hours" },
    }, { values = { shop = "Moonpost Supplies" }, tries = 1 })

    if choice == "hours" then
      chat:say("We are open from Saturday to Thursday, 9:00 to 18:00.")
    elseif choice then
      chat:go(choice)  -- goes on with the flow "order" or "feedback"; nothing below runs
    elseif chat.message then
      -- Something else was written. The fallback flow finds out what to do with it.
      chat:go("fallback", { text = chat.message.text })
    end
  end,
})
