// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow

/// The functions that the body of a file calls. `DeclarationReader` reads what they are given.
extension BotAPI {
    static let declaring: [ScriptFunction] = [plugin, settings, flow, command, query, template, form, on, every]

    /// Names that are kept for declarations of later versions.
    static let later = ["filter", "campaign"]

    /// Meta's categories of templates.
    static let templateCategories = ["marketing", "utility", "authentication"]

    /// A list, or one text alone.
    private static let texts = ScriptType.either([.list(of: .text()), .text()])
    private static let name = ScriptField("name", .text(mayBeEmpty: false), "The name: its identity in journals, schedules and `chat:go`.")
    /// One text, or one by language.
    private static let readable = ScriptType.either([.text(), .table(like: "{ en = \"Makes a task\", ar = \"ينشئ مهمة\" }")])
    private static let title = ScriptField.optional("title", readable, "What menus show; a text, or one by language.")
    private static let help = ScriptField.optional("help", .text(), "A sentence for people.")
    private static let localizedHelp = ScriptField.optional(
        "help", readable,
        "A sentence for people: a text, or one by language. Where there is none in somebody's language they get the English one, and where there is none "
            + "either, their help does not show it.")
    private static let hidden = ScriptField.optional(
        "hidden", .boolean, standard: "false", "Whether only buttons and scripts lead here: the help does not show it, and no language model is offered it.")
    private static let examples = ScriptField.optional("examples", texts, 
        "Sentences that ask for it, with what it takes in braces: \"create a task to {title}\". Others that are like them are understood, too.")
    private static let params = ScriptField.optional(
        "params", .table(like: "{ title = \"text\", due = \"date?\" }"),
        "What it takes, by name: a type, or a list of words. Types are text, name (a few words that name something), number, integer, boolean, date and period; with \"?\" it may be missing. "
            + "Beside a list of words stand `optional = true` and what else they are called: `words = { high = { \"important\" } }`.")
    private static let aliases = ScriptField.optional(
        "aliases", texts, "What else people type for it, such as its name in another language; the help shows the one in theirs.")
    private static let keywords = ScriptField.optional(
        "keywords", .table(like: "{ due = { \"موعد\" } }"), "What else introduces a param where the command is typed, by the param's name.")
    private static let access = ScriptField.optional(
        "access", .choice(Access.allCases.map(\.rawValue)), standard: "\"anyone\"", "Who may use it.")

    private static let outsideWindow = ScriptField.optional(
        "outside_window", .either([.table(like: "{ template = \"news\", values = { text = \"{text}\" } }"), .text()]),
        "The template that goes in place of a turn's messages when the 24-hour window is closed; `{text}` is the first of them, "
            + "`{button_1}` what its first button says, `{name}` and the like are of the contact.")

    private static func run(_ signature: String) -> ScriptField { ScriptField("run", .function(signature), "What it does.") }

    package static let plugin = ScriptFunction(
        "plugin", [
            ScriptField(
                "options",
                .options([
                    ScriptField("title", readable, "What people read, as the head of its commands in the help: a text, or one by language."),
                    .optional("version", .text(), "Its version, such as \"1.2.0\"."),
                    .optional("uses", .list(of: .text()), "What it must be granted in config.toml: names such as \"orders\", hosts such as \"http:api.example.com\"."),
                    help,
                    .optional(
                        "join", .boolean,
                        "Whether texts that are said one right after the other in a turn are sent as one message: WhatsApp charges each."),
                    .optional(
                        "coalesce", .duration,
                        "Quick texts of one person are taken together, with a line each, when none has come for so long, such as \"2 seconds\"."),
                ]), "About the plugin."),
        ], .worker(), "Begins a plugin's file.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Greetings", version = "1.0.0" }
            bot.flow("talk", { triggers = { "talk" }, run = function(chat) chat:say("Good morning!") end })
            """,
            chat: """
            > talk
            < Good morning!
            """))

    package static let settings = ScriptFunction(
        "settings", [
            ScriptField(
                "settings", .table(like: "{ tables = { type = \"integer\", default = 10 } }"),
                "The settings by name, each a table as `setting` below.")
        ], .worker(), "Declares what `[plugins.NAME]` in config.toml can set.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }
            bot.settings {
              size = { choices = { "S", "L" }, default = "S", help = "The usual size" },
            }
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
              chat:say("Size {size}", { size = bot.setting("size") })
            end })
            """,
            chat: """
            > talk
            < Size S
            """))

    package static let setting = ScriptClass("setting", "A setting that `bot.settings` declares.", [
        .optional("type", .choice(ParameterType.names), standard: "\"text\"", "What it holds."),
        .optional("choices", .list(of: .text()), "The texts that it can be."),
        .optional("default", .any, "Its value where config.toml has none."),
        help,
    ])

    package static let flow = ScriptFunction(
        "flow", [
            name,
            ScriptField(
                "options",
                .options([
                    title,
                    .optional("triggers", texts, "Whole messages that begin it; capitals and accents do not matter."),
                    examples, access,
                    .optional("timeout", .duration, "It ends after this long a silence."),
                    outsideWindow,
                    run("fun(chat: chat, given: any)"), help,
                ]), "The flow."),
        ], .worker(), "Declares a conversation.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }
            bot.flow("talk", {
              title    = "Talk to us",
              triggers = { "talk", "hello" },
              timeout  = "1 day",
              run = function(chat, given)
                chat:say("Hello!")
              end,
            })
            """,
            chat: """
            > HELLO
            < Hello!
            """))

    package static let command = ScriptFunction(
        "command", [
            name,
            ScriptField(
                "options",
                .options([
                    title, localizedHelp,
                    .optional("usage", .text(), "How it is written, such as \"task <title> [due <date>]\"."),
                    aliases, params, keywords, examples, access,
                    hidden,
                    .optional("confirm", .boolean, standard: "false", "Whether the person is asked before it runs: the help as a question, with yes and no."),
                    outsideWindow,
                    run("fun(chat: chat, args: table<string, any>)"),
                ]), "The command."),
        ], .worker(), "Declares something that a person tells the bot to do: its name, then what it takes.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Tasks" }
            bot.command("task", {
              help   = "Creates a task",
              params = { title = "text", due = "date?", priority = { "low", "high", optional = true } },
              run = function(chat, args)
                chat:say("{title}, due {day}, {priority}", {
                  title = args.title, day = args.due.iso, priority = args.priority,
                })
              end,
            })
            """,
            chat: """
            > task Paint the door due tomorrow !high
            < Paint the door, due 2026-01-06, high
            """))

    package static let query = ScriptFunction(
        "query", [
            name,
            ScriptField(
                "options",
                .options([
                    title, localizedHelp,
                    .optional("usage", .text(), "How it is written, such as \"due <when>\"."),
                    aliases, params, keywords, examples, access,
                    hidden,
                    .optional("template", .text(), "How a table is said that `run` returns, as in \"{count} are due.\"; or the key of such a text in `locales/`."),
                    .optional(
                        "phrase", .text(),
                        "What the language model is told that puts a table into words, for plugins that use \"ai\"; where it does not answer, `template` does."),
                    run("fun(chat: chat, args: table<string, any>): string | table | nil"),
                ]), "The query."),
        ], .prelude([AIAPI.complete]),
        "Declares something that a person asks the bot. It reads and answers: whatever changes something raises an error in it. "
            + "`run` returns the answer's text, or a table.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Stock" }
            bot.query("stock", {
              help = "What we have", params = { what = "text" }, examples = { "how many {what} do we have", "do we have {what}" },
              template = "We have {count} of {what}.",
              run = function(chat, args) return { count = 12, what = args.what } end,
            })
            """,
            chat: """
            > stock cement
            < We have 12 of cement.
            > How many bags do you have?
            < We have 12 of bags.
            """))

    package static let template = ScriptFunction(
        "template", [
            ScriptField("name", .text(mayBeEmpty: false), "The template's name in WhatsApp Manager."),
            ScriptField(
                "options",
                .options([
                    ScriptField(
                        "language", texts,
                        "Its language there, such as \"en\" or \"pt_BR\"; or several, where it is there in several: each person gets theirs, whoever speaks none of "
                            + "them the first."),
                    .optional("params", texts, "What its values are called here, in the order of its places."),
                    .optional(
                        "category", .choice(templateCategories),
                        "Its category there. Marketing is not sent to people who want none; say it where Meta's list of templates cannot be "
                            + "read, as with Twilio."),
                    help,
                ]), "The template."),
        ], .worker(), "Declares a template that Meta has approved, for `chat:send_template`.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }
            bot.template("order_shipped", { language = "en", category = "utility", params = { "name", "number" } })
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
              chat:wait("2 days")
              chat:send_template("order_shipped", { name = chat.contact.name, number = "A-17" })
            end })
            """,
            chat: """
            > talk
            ~ 2 days
            < template order_shipped Amina, A-17
            """))

    package static let form = ScriptFunction(
        "form", [
            name,
            ScriptField(
                "options",
                .options([
                    title, help,
                    .optional("flow", .text(mayBeEmpty: false), "The WhatsApp Flow in Meta's Flow Builder: its id, or its name."),
                    ScriptField(
                        "screen", .function("fun(form: form, screen: string?, data: table<string, any>): form_answer"),
                        "Answers the form: with a screen, an error, or what was filled in."),
                ]), "The form."),
        ], .prelude([formAnswer]), "Declares the screens of a WhatsApp Flow, for `chat:ask_form`.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }
            bot.form("table", {
              flow = "1059281729384756",
              screen = function(form, screen, data)
                if form.action == "open" then return { screen = "GUESTS", data = { most = 12 } } end
                if tonumber(data.guests) > 12 then return { error = "Twelve at most." } end
                return { done = { guests = data.guests } }
              end,
            })
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
              local answer = chat:ask_form("table", "Book a table")
              chat:say("A table for {guests}.", answer)
            end })
            """,
            chat: """
            > talk
            < Book a table
              [Open]
            > form
            < screen GUESTS
            > form guests = 20
            < screen GUESTS: Twelve at most.
            > form guests = 4
            < A table for 4.
            """))

    static let formAnswer = Operation("form.answer", .effect)

    package static let formClass = ScriptClass("form", "The form that somebody fills in: the first parameter of a form's function.", [
        ScriptField("name", .text(), "Its name."),
        ScriptField("action", .choice(["open", "submit", "back"]), "What the person has done: opened it, sent a screen, gone back to one."),
        ScriptField("contact", .object("contact"), "The person."),
        .optional("user", .object("user"), "The user of the staff that the person is; nil where they are none."),
        .optional("number", .table(like: "{ name = \"main\" }"), "The number of the business."),
    ])

    package static let formAnswerClass = ScriptClass(
        "form_answer", "What the function of a form returns: a screen with its data, an error on the screen that was sent, or what was filled in.",
        [
            .optional("screen", .text(), "The screen that is shown; without it, the same one again."),
            .optional("data", .table(like: "{ days = { ... } }"), "What the screen shows."),
            .optional("error", .text(), "A line that says what is wrong; the screen stays."),
            .optional("done", .table(like: "{ guests = 4 }"), "Closes the form: `chat:ask_form` returns this."),
        ])

    package static let on = ScriptFunction(
        "on", [
            ScriptField(
                "event", .text(mayBeEmpty: false),
                "The name of the event: of a plugin, or of the host, such as \"message_edited\" (docs/flows.md has them all)."),
            ScriptField("run", .function("fun(event: table<string, any>)"), "What is done with its fields."),
        ], .worker(), "Declares what happens when something has happened elsewhere: in this plugin, in another, or at WhatsApp.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }
            bot.on("greeted", function(event) bot.store.add("greetings to " .. event.name) end)
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
              bot.emit("greeted", { name = "Amina" })
              chat:wait("1 minute")
              chat:say("{n}", { n = bot.store.get("greetings to Amina") })
            end })
            """,
            chat: """
            > talk
            ~ 1 minute
            < 1
            """))

    package static let every = ScriptFunction(
        "every", [
            name,
            ScriptField(
                "options",
                .options([
                    .optional("at", .text(), "The time of the business's day, such as \"09:00\"."),
                    .optional("on", .list(of: .choice(ScheduleDeclaration.weekdays)), "Days of the week; without, every day."),
                    .optional("every", .duration, "How often, instead of `at`."),
                    run("fun()"), title,
                ]), "The schedule."),
        ], .worker(), "Declares what happens by the clock.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }
            bot.every("new_day", { at = "04:00", run = function() bot.store.set("visits", 0) end })
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
              chat:say("Visit {n} today", { n = bot.store.add("visits") })
            end })
            """,
            chat: """
            > talk
            < Visit 1 today
            > talk
            < Visit 2 today
            ~ 1 day
            > talk
            < Visit 1 today
            """))
}
