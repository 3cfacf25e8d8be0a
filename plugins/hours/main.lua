-- Opening hours, in English and in Arabic: a plugin of several files.

-- Another file of this folder: week.lua.
local week = require "week"

bot.plugin { title = { en = "Opening hours", ar = "مواعيد العمل" }, version = "1.0.0" }

-- Each can be changed in config.toml, under [plugins.hours].
bot.settings {
  opens  = { type = "integer", default = 9, help = "The hour at which we open" },
  closes = { type = "integer", default = 17, help = "The hour at which we close" },
  closed = { type = "text", default = "friday", help = "The days on which we do not open, with spaces between them" },
}

local function open_on(day)
  return not string.find(bot.setting("closed"), day, 1, true)
end

bot.flow("hours", {
  title    = { en = "Opening hours", ar = "مواعيد العمل" },
  triggers = { "hours", "opening hours", "when are you open", "مواعيد العمل", "المواعيد" },

  run = function(chat)
    local now, opens, closes = bot.now(), bot.setting("opens"), bot.setting("closes")
    if open_on(now.weekday) and now.hour >= opens and now.hour < closes then
      chat:say(chat:t("open", { closes = closes }))
      chat:say(chat:t("left", { count = closes - now.hour }))
      return
    end
    local day, days = week.next(now, opens, open_on)
    if not day then
      chat:say(chat:t("never"))
    elseif days == 0 then
      chat:say(chat:t("later", { opens = opens }))
    else
      chat:say(chat:t("closed", { day = chat:t("days." .. day), opens = opens }))
    end
  end,
})
