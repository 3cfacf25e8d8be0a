// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow

/// `bot`: what every plugin can do without a grant. The journey itself performs what it asks for.
package enum BotAPI {
    static let emit = Operation("emit", .effect)
    static let log = Operation("log", .effect)
    static let status = Operation("status", .effect)

    package static let namespace = ScriptNamespace(
        "bot", "The plugin: what it declares, and what it can do at run time.", declaring + running)

    private static let running: [ScriptFunction] = [
        ScriptFunction(
            "setting", [ScriptField("name", .text(mayBeEmpty: false), "The name of the setting.")], returns: .any, orNil: true,
            .prelude([]), "The value of a setting: what `[plugins.NAME]` in config.toml says, or its default.",
            example: ScriptExample(
                .file,
                """
                bot.plugin { title = "Talk" }
                bot.settings { tables = { type = "integer", default = 10, help = "How many tables we have" } }
                bot.flow("talk", { triggers = { "talk" }, run = function(chat)
                  chat:say("We have {n} tables.", { n = bot.setting("tables") })
                end })
                """,
                chat: """
                > talk
                < We have 10 tables.
                """)),
        ScriptFunction(
            "now", returns: .object("date"), .prelude([]), "The time where the person is (without a person, where the business is), as it was when this turn began.",
            example: ScriptExample(
                """
                chat:say("It is {hour} o'clock.", bot.now())
                """,
                chat: """
                < It is 9 o'clock.
                """)),
        ScriptFunction(
            "today", returns: .object("date"), .prelude([]), "The day where the person is; without a person, where the business is.",
            example: ScriptExample(
                """
                local today = bot.today()
                chat:say("{today} is a {weekday}.", { today = today, weekday = today.weekday })
                chat:say("The day after tomorrow is {day}.", { day = today + "2 days" })
                """,
                chat: """
                < 2026-01-05 is a monday.
                < The day after tomorrow is 2026-01-07.
                """)),
        ScriptFunction(
            "random", [
                .optional("low", .integer(), "The smallest number; where it stands alone, the largest, and 1 is the smallest."),
                .optional("high", .integer(), "The largest number."),
            ], returns: .integer(), .worker(),
            "A whole number by chance; without parameters, a number from 0 up to but not 1.", overloads: ["fun(): number"],
            example: ScriptExample(
                """
                chat:say("The dice show {one} and {two}.", { one = bot.random(6), two = bot.random(1, 6) })
                """,
                chat: """
                < The dice show * and *.
                """)),
        ScriptFunction(
            "id", returns: .text(), .worker(), "An id that nothing else has. Later ones sort behind earlier ones.",
            example: ScriptExample(
                """
                chat:say("Your ticket: {id}", { id = bot.id() })
                """,
                chat: """
                < Your ticket: *
                """)),
        ScriptFunction(
            "emit", [
                ScriptField("event", .text(mayBeEmpty: false), "The name, past tense: \"table_booked\"."),
                .optional("fields", .table(like: "{ table = 4 }"), standard: "{}", "What there is to say about it."),
            ], .operation(emit), "Tells every plugin that something has happened.",
            example: ScriptExample(
                .file,
                """
                bot.plugin { title = "Talk" }
                bot.flow("talk", { triggers = { "talk" }, run = function(chat)
                  bot.emit("table_booked", { guest = chat.contact.name })
                  chat:wait("1 minute")
                  chat:say("Last guest: {name}", { name = bot.store.get("last guest") })
                end })
                bot.on("table_booked", function(event) bot.store.set("last guest", event.guest) end)
                """,
                chat: """
                > talk
                ~ 1 minute
                < Last guest: Amina
                """)),
        ScriptFunction(
            "log", [
                ScriptField("text", .printable, "What is written."),
                .optional("fields", .table(like: "{ order = 7 }"), standard: "{}", "Values beside it."),
            ], .operation(log), "Writes a line to the host's log.",
            example: ScriptExample(
                """
                bot.log("somebody came", { name = chat.contact.name })
                chat:say("Noted.")
                """,
                chat: """
                < Noted.
                """)),
        ScriptFunction(
            "status", [
                ScriptField("level", .choice(["ok", "warn", "error"]), "How it is."),
                ScriptField("text", .text(), "What there is to say about it."),
            ], .operation(status), "Tells admins how the plugin is.",
            example: ScriptExample(
                """
                bot.status("warn", "no stock feed since 9:00")
                chat:say("The admin is told.")
                """,
                chat: """
                < The admin is told.
                """)),
    ]
}
