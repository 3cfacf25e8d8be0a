-- Tasks and projects by WhatsApp: made, listed, finished, changed, deleted and taken back; and reminders. Every text is in locales/, how people
-- say it in sentences_*.lua.

bot.plugin { title = { en = "Tasks", ar = "المهام" }, version = "2.1.0", uses = { "tasks", "projects", "users" } }

-- What goes out when the 24 hours of a chat are over. In WhatsApp Manager, category utility, each in English and Arabic (docs/user-guide.md has the
-- Arabic words). reminder: "Hello {{name}}, you asked to be reminded: {{text}} Write *done*, or *snooze* to be reminded again in an hour.", with the
-- quick replies "In an hour" and "Done". daily_summary: "Your daily summary: {{text}} Write *tasks* to see all of your tasks."
bot.template("reminder", { language = { "en", "ar" }, category = "utility", params = { "name", "text", "button_1", "button_2" } })
bot.template("daily_summary", { language = { "en", "ar" }, category = "utility", params = { "text" } })

require "tasks"
require "changes"
require "clearing"
require "tags"
require "projects"
require "teams"
require "undo"
require "reminders"
require "summary"
