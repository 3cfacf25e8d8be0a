// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Testing

/// Templates in `.chat` tests, and what a script reads that sends one wrongly.
@Suite("A template", .timeLimit(.minutes(10)))
struct TemplateTests {
    private static let declared = """
        bot.plugin { title = "Talk" }
        bot.template("order_shipped", { language = "en", params = { "name", "number" } })
        bot.template("we_are_open", { language = "ar" })
        bot.flow("talk", { triggers = { "talk" }, run = function(chat, given)

        """

    private func run(_ body: String, _ chat: String) async throws -> ChatReport {
        try await ScratchFlows(["talk.lua": Self.declared + body + "\nend })", "talk.chat": chat]).run()
    }

    @Test("that a plugin declares counts as approved, and is delivered when the window is closed")
    func delivered() async throws {
        let report = try await run(
            """
            chat:say("Soon.")
            chat:wait("25 hours")
            chat:send_template("order_shipped", { name = chat.contact.name, number = 17 })
            chat:send_template("we_are_open")
            """,
            """
            > talk
            < Soon.
            ~ 25 hours
            < template order_shipped Amina, 17
            < template we_are_open
            ! restart
            > talk
            < Soon.
            ~ 26 hours
            < template order_shipped Amina, 17
            < template we_are_open
            """)
        #expect(report.isSuccess, "\(report.text)")
        #expect(report.scenes.flatMap(\.notes).isEmpty)
    }

    @Test("takes what can be written: numbers as people write them, days, and the values that WhatsApp formats")
    func values() async throws {
        let report = try await run(
            """
            chat:send_template("order_shipped", { name = 2.5 * 2, number = bot.today() })
            chat:send_template("order_shipped", {
              name = { type = "currency", code = "EGP", amount_1000 = 5000000, fallback_value = "EGP 5,000" }, number = "two\\nlines",
            })
            """,
            """
            > talk
            < template order_shipped 5, 2026-01-05
            < template order_shipped EGP 5,000, two lines
            """)
        #expect(report.isSuccess, "\(report.text)")
    }

    private static let mistakes: [(call: String, message: String)] = [
        ("chat:send_template()", "chat:send_template needs a text, not nothing"),
        ("chat:send_template('order_shiped', {})", "there is no template \"order_shiped\": did you mean \"order_shipped\"?"),
        ("chat:send_template('order_shipped', 'Amina')", "the values of chat:send_template must be a table, like { name = \"Amina\" }, not a string"),
        ("chat:send_template('order_shipped', { name = 'A' })", "the template \"order_shipped\" lacks \"number\": chat:send_template(\"order_shipped\", { number = ... })"),
        ("chat:send_template('order_shipped')", "the template \"order_shipped\" lacks \"name\", \"number\": chat:send_template(\"order_shipped\", { name = ... })"),
        ("chat:send_template('order_shipped', { name = ' ', number = 1 })", "the template \"order_shipped\" has nothing in \"name\": WhatsApp refuses an empty value"),
        ("chat:send_template('order_shipped', { name = 'A', nmber = 1 })", "the template \"order_shipped\" has no value \"nmber\": did you mean \"number\"?"),
        ("chat:send_template('order_shipped', { name = 'A', number = true })", "the value \"number\" of the template \"order_shipped\" must be a text or a number, not a boolean"),
        ("chat:send_template('we_are_open', { name = 'A' })", "the template \"we_are_open\" has no value \"name\": its bot.template has no params"),
        ("bot.template('late', { language = 'en' })", "bot.template declares: it can be used while the plugin loads, not inside a flow or handler"),
        ("chat:send_template('late')", "there is no template \"late\": there is *"),
    ]

    @Test("that is sent wrongly raises at the script's line, and says what is needed")
    func mistakes() async throws {
        // Each in a line of its own, from the sixth on.
        let calls = Self.mistakes.map { "function() \($0.call) end," }.joined(separator: "\n")
        let body = "local calls = {\n\(calls)\n}\nfor i, call in ipairs(calls) do local _, message = pcall(call) chat:say(message) end"
        let expected = Self.mistakes.enumerated().map { "< *talk.lua:\($0 + 6): \($1.message)" }
        let report = try await run(body, "> talk\n" + expected.joined(separator: "\n") + "\n")
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("that no plugin declares is not sent by its name alone")
    func undeclared() async throws {
        let report = try await ScratchFlows.run(
            "chat:send_template('x')",
            "> talk\n< *\n")
        #expect(!report.isSuccess)
        #expect(
            report.text.contains("talk.lua:3: there is no template \"x\": declare it with bot.template(\"x\", { language = \"en\", params = { ... } })"),
            "\(report.text)")
    }
}
