// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension ChatAPI {
    static let saying: [ScriptFunction] = [say, sendMessage, sendTemplate, react, showTyping, text]

    static let say = ScriptFunction(
        "say", [ScriptField("text", .text(), "What is said. A text of more than 4,096 characters is sent as several messages."), values],
        .prelude([send]), "Sends a text.",
        example: ScriptExample(
            """
            chat:say("Hello {name}!", { name = chat.contact.name })
            """,
            chat: """
            < Hello Amina!
            """))

    static let sendMessage = ScriptFunction(
        "send", [ScriptField("message", .object("message_to_send"), needs: "a message, like chat:send{ type = \"text\", text = \"Hi\" }", "The message.")],
        .prelude([send]), "Sends a message of any type.",
        example: ScriptExample(
            """
            chat:send {
              type = "buttons", text = "Anything else?",
              buttons = { { id = "order", title = "Order again" }, "No, thanks" },
            }
            """,
            chat: """
            < Anything else?
              [Order again] [No, thanks]
            """))

    static let sendTemplate = ScriptFunction(
        "send_template", [
            ScriptField("name", .text(mayBeEmpty: false), "A template that the plugin declares with `bot.template`."),
            .optional("values", .table(like: "{ name = \"Amina\" }"), "A value for each of its `params`."),
        ], .prelude([send]), "Sends an approved template, which WhatsApp delivers when the 24-hour window is closed, too.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }
            bot.template("invoice_due", { language = "en", params = { "header", "amount" } })
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
              chat:send_template("invoice_due", {
                header = { type = "document", media = "https://example.org/a-17.pdf" }, amount = "EGP 5,000",
              })
            end })
            """,
            chat: """
            > talk
            < template invoice_due https://example.org/a-17.pdf, EGP 5,000
            """))

    static let react = ScriptFunction(
        "react", [ScriptField("emoji", .text(), "The reaction; an empty text takes it back.")],
        .prelude([send]), "Reacts to the message that came last.",
        example: ScriptExample(
            """
            chat:react("👍")
            """,
            chat: """
            < reaction 👍
            """))

    static let showTyping = ScriptFunction(
        "typing", [], .operation(typing), "Shows the person that an answer is being written.",
        example: ScriptExample(
            """
            chat:typing()
            chat:say("Here it is.")
            """,
            chat: """
            < Here it is.
            """))

    static let text = ScriptFunction(
        "t", [ScriptField("key", .text(mayBeEmpty: false), "The name of the text, with dots where tables stand inside each other."), values],
        returns: .text(), .prelude([]),
        "The text of this name in the person's language, from `locales/` of the plugin's folder.",
        example: ScriptExample(
            .folder(["locales/en.toml": """
                hello = "Hello {name}!"

                [cart.items]
                one = "One item in your cart."
                other = "{count} items in your cart."
                """]),
            """
            bot.plugin { title = "Talk" }
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
              chat:say(chat:t("hello", { name = chat.contact.name }))
              chat:say(chat:t("cart.items", { count = 3 }))
            end })
            """,
            chat: """
            > talk
            < Hello Amina!
            < 3 items in your cart.
            """))
}
