---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---The plugin: what it declares, and what it can do at run time.
---@class bot
bot = {}

---@class bot.plugin.options
---@field title string|table<string, any> What people read, as the head of its commands in the help: a text, or one by language.
---@field version? string Its version, such as "1.2.0".
---@field uses? string[] What it must be granted in config.toml: names such as "orders", hosts such as "http:api.example.com".
---@field help? string A sentence for people.
---@field join? boolean Whether texts that are said one right after the other in a turn are sent as one message: WhatsApp charges each.
---@field coalesce? string Quick texts of one person are taken together, with a line each, when none has come for so long, such as "2 seconds".

---Begins a plugin's file.
---@param options bot.plugin.options About the plugin.
function bot.plugin(options) end

---Declares what `[plugins.NAME]` in config.toml can set.
---@param settings table<string, any> The settings by name, each a table as `setting` below.
function bot.settings(settings) end

---@class bot.flow.options
---@field title? string|table<string, any> What menus show; a text, or one by language.
---@field triggers? string[]|string Whole messages that begin it; capitals and accents do not matter.
---@field examples? string[]|string Sentences that ask for it, with what it takes in braces: "create a task to {title}". Others that are like them are understood, too.
---@field access? "anyone"|"linked"|"member"|"manager"|"admin" Who may use it.
---@field timeout? string It ends after this long a silence.
---@field outside_window? table<string, any>|string The template that goes in place of a turn's messages when the 24-hour window is closed; `{text}` is the first of them, `{button_1}` what its first button says, `{name}` and the like are of the contact.
---@field run fun(chat: chat, given: any) What it does.
---@field help? string A sentence for people.

---Declares a conversation.
---@param name string|number The name: its identity in journals, schedules and `chat:go`.
---@param options bot.flow.options The flow.
function bot.flow(name, options) end

---@class bot.command.options
---@field title? string|table<string, any> What menus show; a text, or one by language.
---@field help? string|table<string, any> A sentence for people: a text, or one by language. Where there is none in somebody's language they get the English one, and where there is none either, their help does not show it.
---@field usage? string How it is written, such as "task <title> [due <date>]".
---@field aliases? string[]|string What else people type for it, such as its name in another language; the help shows the one in theirs.
---@field params? table<string, any> What it takes, by name: a type, or a list of words. Types are text, name (a few words that name something), number, integer, boolean, date and period; with "?" it may be missing. Beside a list of words stand `optional = true` and what else they are called: `words = { high = { "important" } }`.
---@field keywords? table<string, any> What else introduces a param where the command is typed, by the param's name.
---@field examples? string[]|string Sentences that ask for it, with what it takes in braces: "create a task to {title}". Others that are like them are understood, too.
---@field access? "anyone"|"linked"|"member"|"manager"|"admin" Who may use it.
---@field hidden? boolean Whether only buttons and scripts lead here: the help does not show it, and no language model is offered it.
---@field confirm? boolean Whether the person is asked before it runs: the help as a question, with yes and no.
---@field outside_window? table<string, any>|string The template that goes in place of a turn's messages when the 24-hour window is closed; `{text}` is the first of them, `{button_1}` what its first button says, `{name}` and the like are of the contact.
---@field run fun(chat: chat, args: table<string, any>) What it does.

---Declares something that a person tells the bot to do: its name, then what it takes.
---@param name string|number The name: its identity in journals, schedules and `chat:go`.
---@param options bot.command.options The command.
function bot.command(name, options) end

---@class bot.query.options
---@field title? string|table<string, any> What menus show; a text, or one by language.
---@field help? string|table<string, any> A sentence for people: a text, or one by language. Where there is none in somebody's language they get the English one, and where there is none either, their help does not show it.
---@field usage? string How it is written, such as "due <when>".
---@field aliases? string[]|string What else people type for it, such as its name in another language; the help shows the one in theirs.
---@field params? table<string, any> What it takes, by name: a type, or a list of words. Types are text, name (a few words that name something), number, integer, boolean, date and period; with "?" it may be missing. Beside a list of words stand `optional = true` and what else they are called: `words = { high = { "important" } }`.
---@field keywords? table<string, any> What else introduces a param where the command is typed, by the param's name.
---@field examples? string[]|string Sentences that ask for it, with what it takes in braces: "create a task to {title}". Others that are like them are understood, too.
---@field access? "anyone"|"linked"|"member"|"manager"|"admin" Who may use it.
---@field hidden? boolean Whether only buttons and scripts lead here: the help does not show it, and no language model is offered it.
---@field template? string How a table is said that `run` returns, as in "{count} are due."; or the key of such a text in `locales/`.
---@field phrase? string What the language model is told that puts a table into words, for plugins that use "ai"; where it does not answer, `template` does.
---@field run fun(chat: chat, args: table<string, any>): string | table | nil What it does.

---Declares something that a person asks the bot. It reads and answers: whatever changes something raises an error in it. `run` returns the answer's text, or a table.
---Needs `uses = { "ai" }`.
---@param name string|number The name: its identity in journals, schedules and `chat:go`.
---@param options bot.query.options The query.
function bot.query(name, options) end

---@class bot.template.options
---@field language string[]|string Its language there, such as "en" or "pt_BR"; or several, where it is there in several: each person gets theirs, whoever speaks none of them the first.
---@field params? string[]|string What its values are called here, in the order of its places.
---@field category? "marketing"|"utility"|"authentication" Its category there. Marketing is not sent to people who want none; say it where Meta's list of templates cannot be read, as with Twilio.
---@field help? string A sentence for people.

---Declares a template that Meta has approved, for `chat:send_template`.
---@param name string|number The template's name in WhatsApp Manager.
---@param options bot.template.options The template.
function bot.template(name, options) end

---@class bot.form.options
---@field title? string|table<string, any> What menus show; a text, or one by language.
---@field help? string A sentence for people.
---@field flow? string The WhatsApp Flow in Meta's Flow Builder: its id, or its name.
---@field screen fun(form: form, screen: string?, data: table<string, any>): form_answer Answers the form: with a screen, an error, or what was filled in.

---Declares the screens of a WhatsApp Flow, for `chat:ask_form`.
---@param name string|number The name: its identity in journals, schedules and `chat:go`.
---@param options bot.form.options The form.
function bot.form(name, options) end

---Declares what happens when something has happened elsewhere: in this plugin, in another, or at WhatsApp.
---@param event string|number The name of the event: of a plugin, or of the host, such as "message_edited" (docs/flows.md has them all).
---@param run fun(event: table<string, any>) What is done with its fields.
function bot.on(event, run) end

---@class bot.every.options
---@field at? string The time of the business's day, such as "09:00".
---@field on? ("sunday"|"monday"|"tuesday"|"wednesday"|"thursday"|"friday"|"saturday")[] Days of the week; without, every day.
---@field every? string How often, instead of `at`.
---@field run fun() What it does.
---@field title? string|table<string, any> What menus show; a text, or one by language.

---Declares what happens by the clock.
---@param name string|number The name: its identity in journals, schedules and `chat:go`.
---@param options bot.every.options The schedule.
function bot.every(name, options) end

---The value of a setting: what `[plugins.NAME]` in config.toml says, or its default.
---@param name string|number The name of the setting.
---@return any
function bot.setting(name) end

---The time where the person is (without a person, where the business is), as it was when this turn began.
---@return date
function bot.now() end

---The day where the person is; without a person, where the business is.
---@return date
function bot.today() end

---A whole number by chance; without parameters, a number from 0 up to but not 1.
---@param low? integer The smallest number; where it stands alone, the largest, and 1 is the smallest.
---@param high? integer The largest number.
---@return integer
---@overload fun(): number
function bot.random(low, high) end

---An id that nothing else has. Later ones sort behind earlier ones.
---@return string
function bot.id() end

---Tells every plugin that something has happened.
---@param event string|number The name, past tense: "table_booked".
---@param fields? table<string, any> What there is to say about it.
function bot.emit(event, fields) end

---Writes a line to the host's log.
---@param text any What is written.
---@param fields? table<string, any> Values beside it.
function bot.log(text, fields) end

---Tells admins how the plugin is.
---@param level "ok"|"warn"|"error" How it is.
---@param text string|number What there is to say about it.
function bot.status(level, text) end
