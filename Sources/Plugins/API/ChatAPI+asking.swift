// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension ChatAPI {
    static let asking: [ScriptFunction] = [ask, askNumber, askDate, askMedia, askLocation, choose, confirm, askForm, receiveMessage]

    private static let prompt = ScriptField("prompt", .text(), "The question.")
    private static let timeout = ScriptField.optional("timeout", .duration, "After this long without an answer, the question returns nil.")
    private static let tries = ScriptField.optional(
        "tries", .integer(min: 1), "After so many answers that do not fit, the question returns nil.")
    private static let again = ScriptField.optional("again", .text(), "What to say instead of our own words when the answer does not fit.")
    private static let header = ScriptField.optional("header", .text(most: 60), "A line above the question.")
    private static let footer = ScriptField.optional("footer", .text(most: 60), "A small line below the question.")

    private static func check(_ answer: String) -> ScriptField {
        .optional("check", .function("fun(answer: \(answer)): boolean, string?"), "Returns true, or false and what to say.")
    }

    private static func options(_ answer: String, _ more: ScriptField...) -> ScriptField {
        .optional("options", .options([timeout, check(answer), tries, again, values] + more), "How to ask.")
    }

    static let ask = ScriptFunction(
        "ask", [prompt, options("string")], returns: .text(), orNil: true, .prelude([send, receive]),
        "Asks, waits for the answer, and returns its text.",
        example: ScriptExample(
            """
            local city = chat:ask("Which city?", {
              check = function(text) return #text > 2, "That is very short. Which city?" end,
            })
            chat:say("{city}, of course.", { city = city })
            """,
            chat: """
            < Which city?
            > X
            < That is very short. Which city?
            > Cairo
            < Cairo, of course.
            """))

    static let askNumber = ScriptFunction(
        "ask_number", [
            prompt,
            options(
                "number", .optional("min", .number(), "The smallest number that is taken."),
                .optional("max", .number(), "The largest number that is taken."),
                .optional("integer", .boolean, "Whether only whole numbers are taken.")),
        ], returns: .number(), orNil: true, .prelude([send, receive]),
        "Asks until the answer is a number, and returns it.",
        example: ScriptExample(
            """
            local people = chat:ask_number("For how many people?", { min = 1, max = 12, integer = true })
            chat:say("A table for {people}.", { people = people })
            """,
            chat: """
            < For how many people?
            > 40
            < Please answer with a number from 1 to 12.
            > ٤
            < A table for 4.
            """))

    static let askDate = ScriptFunction(
        "ask_date", [prompt, options("date")], returns: .object("date"), orNil: true,
        .prelude([send, receive, LanguageAPI.dateOperation]), "Asks until the answer is a date, and returns it.",
        example: ScriptExample(
            """
            local day = chat:ask_date("On which day?")
            chat:say("{day}, then.", { day = day.iso })
            """,
            chat: """
            < On which day?
            > whenever
            < Please answer with a date*
            > tomorrow
            < 2026-01-06, then.
            """))

    static let askMedia = ScriptFunction(
        "ask_media", [prompt, options("message")], returns: .object("message"), orNil: true, .prelude([send, receive]),
        "Asks until the answer is a picture, a video, an audio message or a file, and returns the message.",
        example: ScriptExample(
            """
            local picture = chat:ask_media("Please send a picture of it.")
            chat:say("Thank you for the {kind}: {caption}", { kind = picture.type, caption = picture.caption })
            """,
            chat: """
            < Please send a picture of it.
            > image roof.jpg "The roof"
            < Thank you for the image: The roof
            """))

    static let askLocation = ScriptFunction(
        "ask_location", [prompt, options("message")], returns: .object("message"), orNil: true, .prelude([send, receive]),
        "Asks until the answer is a location, and returns the message.",
        example: ScriptExample(
            """
            local place = chat:ask_location("Where are you?")
            chat:say("{latitude}, {longitude}", place)
            """,
            chat: """
            < Where are you?
            > location 30.04 31.23
            < 30.04, 31.23
            """))

    static let choose = ScriptFunction(
        "choose", [
            prompt,
            ScriptField(
                "choices", .list(of: .either([.text(), .object("choice")])), needs: "a list of choices, like { \"Tea\", \"Coffee\" }",
                "What there is to choose. Up to three are buttons, up to ten (or with descriptions) a list, more are numbered."),
            .optional(
                "options",
                .options([
                    timeout, tries, again, values, header, footer,
                    .optional("button", .text(most: 20), "The title of the button that opens a list."),
                ]), "How to ask."),
        ], returns: .any, orNil: true, .prelude([send, receive]),
        "Lets the person choose; returns the chosen text, or the `id` of the choice. A tap, the words and the number all count.",
        example: ScriptExample(
            """
            local size = chat:choose("Which size?", { "Small", "Large" })
            local colour = chat:choose("Which colour?", {
              { id = "r", title = "Red" },
              { id = "g", title = "Green", description = "New this year" },
            })
            chat:say("{size}, {colour}", { size = size, colour = colour })
            """,
            chat: """
            < Which size?
              [Small] [Large]
            > 2
            < Which colour?
              [Red] [Green]
            > green
            < Large, g
            """))

    static let askForm = ScriptFunction(
        "ask_form", [
            ScriptField("name", .text(mayBeEmpty: false), "A form that the plugin declares with `bot.form`."),
            ScriptField("prompt", .text(mayBeEmpty: false), "The text above the button that opens it."),
            .optional(
                "options",
                .options([
                    .optional("button", .text(most: 20, mayBeEmpty: false), "The title of the button."),
                    timeout, again, values, header, footer,
                    .optional("flow", .text(mayBeEmpty: false), "The WhatsApp Flow, where it is not the one that the form names."),
                    .optional("screen", .text(mayBeEmpty: false), "Opens this screen at once, without asking the form's function."),
                    .optional("data", .table(like: "{ name = \"Amina\" }"), "What that screen shows."),
                    .optional("draft", .boolean, "Whether the WhatsApp Flow is not published yet."),
                ]), "How to ask."),
        ],
        returns: .table(like: "{ guests = 4 }"), orNil: true, .prelude([send, receive]),
        "Has the person fill in a form inside WhatsApp, and returns what it was closed with.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }
            bot.form("name", { flow = "1059281729384756", screen = function(form, screen, data) return { done = data } end })
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
              local answer = chat:ask_form("name", "Who are you?", { button = "Tell us", screen = "NAME", timeout = "1 hour" })
              chat:say(answer and "Hello {name}!" or "Another time, then.", answer or {})
            end })
            """,
            chat: """
            > talk
            < Who are you?
              [Tell us]
            > form name = Mina
            < Hello Mina!
            > talk
            < Who are you?
              [Tell us]
            ~ 1 hour
            < Another time, then.
            """))

    static let confirm = ScriptFunction(
        "confirm", [prompt, .optional("options", .options([timeout, tries, again, values, header, footer]), "How to ask.")],
        returns: .boolean, orNil: true, .prelude([send, receive]), "Asks for yes or no, in the person's language.",
        example: ScriptExample(
            """
            chat:say(chat:confirm("Shall we?") and "Good." or "As you like.")
            """,
            chat: """
            < Shall we?
              [Yes] [No]
            > yes please
            < Please answer with yes or no.
              [Yes] [No]
            > yep
            < Good.
            """))

    static let receiveMessage = ScriptFunction(
        "receive", [.optional("options", .options([timeout]), "How long to wait.")], returns: .object("message"), orNil: true,
        .prelude([receive]), "Waits for the next message of any type, and returns it; nil after `timeout`.",
        example: ScriptExample(
            """
            chat:say("Send me something.")
            local message = chat:receive { timeout = "1 hour" }
            chat:say("I got: {kind}", { kind = message and message.type or "nothing" })
            """,
            chat: """
            < Send me something.
            > location 30.04 31.23
            < I got: location
            """))
}
