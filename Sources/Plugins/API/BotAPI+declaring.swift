// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The functions that the body of a file calls. `DeclarationReader` reads what they are given.
extension BotAPI {
    static let declaring: [ScriptFunction] = [plugin, settings, flow, command, template, on, every]

    /// Names that are kept for declarations of later versions.
    static let later = ["query", "filter", "campaign"]

    /// A list, or one text alone.
    private static let texts = ScriptType.either([.list(of: .text()), .text()])
    private static let name = ScriptField("name", .text(mayBeEmpty: false), "The name: its identity in journals, schedules and `chat:go`.")
    private static let title = ScriptField.optional("title", .text(), "What menus show.")
    private static let help = ScriptField.optional("help", .text(), "A sentence for people.")
    private static let examples = ScriptField.optional("examples", texts, "Sentences in natural language, slots in braces.")
    private static let access = ScriptField.optional(
        "access", .choice(Access.allCases.map(\.rawValue)), standard: "\"anyone\"", "Who may use it.")

    private static let outsideWindow = ScriptField.optional(
        "outside_window", .either([.table(like: "{ template = \"news\", values = { text = \"{text}\" } }"), .text()]),
        "The template that goes in place of a turn's messages when the 24-hour window is closed; `{text}` is the first of them, "
            + "`{name}` and the like are of the contact.")

    private static func run(_ signature: String) -> ScriptField { ScriptField("run", .function(signature), "What it does.") }

    package static let plugin = ScriptFunction(
        "plugin", [
            ScriptField(
                "options",
                .options([
                    ScriptField("title", .text(), "What people read."),
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
                    title, help,
                    .optional("usage", .text(), "How it is written, such as \"task <title> [due <date>]\"."),
                    .optional("params", .table(like: "{ title = \"text\", due = \"date?\" }"), "What it takes, by name: a type, or a list of words."),
                    examples, access,
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

    package static let template = ScriptFunction(
        "template", [
            ScriptField("name", .text(mayBeEmpty: false), "The template's name in WhatsApp Manager."),
            ScriptField(
                "options",
                .options([
                    ScriptField("language", .text(), "Its language there, such as \"en\" or \"pt_BR\"."),
                    .optional("params", texts, "What its values are called here, in the order of its places."),
                    help,
                ]), "The template."),
        ], .worker(), "Declares a template that Meta has approved, for `chat:send_template`.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }
            bot.template("order_shipped", { language = "en", params = { "name", "number" } })
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

    package static let on = ScriptFunction(
        "on", [
            ScriptField("event", .text(mayBeEmpty: false), "The name of the event."),
            ScriptField("run", .function("fun(event: table<string, any>)"), "What is done with its fields."),
        ], .worker(), "Declares what happens when something has happened elsewhere, in this plugin or another.",
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
