-- Asks for a rating and then for a comment, which may come two days later.

bot.plugin { title = "Feedback", version = "1.0.0" }

bot.flow("feedback", {
  title    = "Give feedback",
  triggers = { "feedback", "rate us" },
  timeout  = "24 hours",

  run = function(chat)
    -- Anything but a whole number from 1 to 5 is asked again, politely and by itself.
    local rating = chat:ask_number("How did we do, from 1 (badly) to 5 (very well)?", { min = 1, max = 5, integer = true })

    -- Keep what we have before we ask for more: people often stop half way.
    local key = "rating " .. bot.id()
    bot.store.set(key, { rating = rating, from = chat.contact.id })

    -- The bot may be stopped and started while it waits here. After two days of silence `comment` is nil.
    local question = rating >= 4 and "Thank you! What did you like best?" or "We are sorry to hear that. What went wrong?"
    local comment = chat:ask(question, { timeout = "2 days" })

    if comment then
      bot.store.set(key, { rating = rating, from = chat.contact.id, comment = comment })
      chat:say("Thank you, we read every comment.")
    end
    -- Without a comment we say nothing: after 24 hours WhatsApp would not deliver it anyway.

    bot.emit("feedback_given", { rating = rating, comment = comment })
  end,
})
