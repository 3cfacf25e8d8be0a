// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow

extension ChatAPI {
    static let waiting: [ScriptFunction] = [wait, waitForEvent, go, canGo, didYouMean, stop]

    static let wait = ScriptFunction(
        "wait", [ScriptField("duration", .duration, "How long, such as \"2 hours\".")], .prelude([sleep]),
        "Goes on after this time, also over restarts. Meanwhile messages go to other flows.",
        example: ScriptExample(
            """
            chat:say("I remind you tomorrow.")
            chat:wait("1 day")
            chat:say("Here is your reminder.")
            """,
            chat: """
            < I remind you tomorrow.
            ~ 23 hours
            ! restart
            ~ 1 hour
            < Here is your reminder.
            """))

    static let waitForEvent = ScriptFunction(
        "wait_for", [
            ScriptField("event", .text(mayBeEmpty: false), "The name of the event."),
            .optional(
                "match", .table(like: "{ order = 7, up_to = \"2 days\" }"),
                "What fields of the event must be; and `up_to`, how long to wait."),
        ], returns: .table(like: "{ order = 7 }"), orNil: true, .prelude([waitFor]),
        "Waits for an event and returns its fields; nil after `up_to`.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }

            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
              local event = chat:wait_for("table_ready", { guest = chat.contact.id, up_to = "2 hours" })
              chat:say(event and "Table {number} is ready." or "Please ask at the desk.", event)
            end })

            bot.command("ready", { run = function(chat)
              bot.emit("table_ready", { guest = chat.contact.id, number = 4 })
            end })
            """,
            chat: """
            > talk
            > ready
            < Table 4 is ready.
            """))

    static let didYouMean = ScriptFunction(
        "did_you_mean", [ScriptField("text", .text(), "What the person wrote.")], returns: .boolean,
        .prelude([send, receive, LanguageAPI.intentsOperation]),
        "Asks which of the flows, commands and queries a sentence means that are likest to it, and goes on there. Returns false where none is "
            + "like it; who wants none of them is told so.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }
            bot.query("hours", {
              help = "When we open", examples = { "what are your opening hours", "when do you open" }, run = function() return "At nine." end,
            })
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
              if not chat:did_you_mean("When do you close?") then chat:say("I do not know that.") end
            end })
            """,
            chat: """
            > talk
            < Did you mean this?
              • When we open
              [Yes] [No]
            > [Yes]
            < At nine.
            """))

    static let go = ScriptFunction(
        "go", [
            ScriptField("target", .text(mayBeEmpty: false), "The name of a flow or command; this one, too."),
            .optional("given", .table(like: "{ item = \"cement\" }"), "What its function gets as second parameter."),
        ], .prelude([]), "Ends this flow and begins another, in its newest version. Never returns.",
        example: ScriptExample(
            """
            if not given then
              chat:go("talk", { round = 2 })
            end
            chat:say("Round {round}", given)
            """,
            chat: """
            < Round 2
            """))

    /// The host knows what there is.
    package static let canGoOperation = Operation("can_go", .read)

    static let canGo = ScriptFunction(
        "can_go", [ScriptField("target", .text(mayBeEmpty: false), "The name of a flow, command or query.")], returns: .boolean,
        .prelude([canGoOperation]), "Whether there is something of this name that the person may use: then `chat:go` leads there.",
        example: ScriptExample(
            """
            local target = "order"
            if chat:can_go(target) then chat:go(target) end
            chat:say("We sell nothing here.")
            """,
            chat: """
            < We sell nothing here.
            """))

    static let stop = ScriptFunction(
        "stop", [], .prelude([]), "Ends the conversation. Never returns.",
        example: ScriptExample(
            """
            chat:say("That is all.")
            chat:stop()
            chat:say("Nobody reads this.")
            """,
            chat: """
            < That is all.
            """))
}
