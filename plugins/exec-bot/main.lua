-- Tasks and projects by WhatsApp: made, listed, finished, changed, deleted and taken back; and reminders. Every text is in locales/, how people
-- say it in sentences_*.lua.

bot.plugin { title = { en = "Tasks", ar = "المهام" }, version = "2.1.0", uses = { "tasks", "projects", "users" } }

-- In WhatsApp Manager: "Hello {{name}}, you asked to be reminded: {{text}}", category utility. It goes out when the 24 hours of a chat are over.
bot.template("reminder", { language = "en", category = "utility", params = { "name", "text" } })

require "tasks"
require "changes"
require "clearing"
require "tags"
require "projects"
require "teams"
require "undo"
require "reminders"
require "summary"
require "arabic"
