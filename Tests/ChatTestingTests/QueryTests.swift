// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Testing

@Suite("A query", .timeLimit(.minutes(10)))
struct QueryTests {
    private func run(_ body: String, _ chat: String, uses: String = "") async throws -> ChatReport {
        try await ScratchFlows(["shop.lua": "bot.plugin { title = 'Shop', uses = { \(uses) } }\n" + body, "shop.chat": chat]).run()
    }

    @Test("says the text that it returns as it is, and a table by its template or in lines")
    func answers() async throws {
        let report = try await run(
            """
            bot.query("text", { run = function() return "100% {sure}" end })
            bot.query("table", { template = "{count} of {what}", run = function() return { count = 3, what = "tea" } end })
            bot.query("list", { run = function() return { "tea", { name = "coffee" } } end })
            bot.query("fields", { run = function() return { b = 2, a = 1 } end })
            bot.query("nothing", { run = function(chat) chat:say("I said it myself.") end })
            """,
            """
            > text
            < 100% {sure}
            > table
            < 3 of tea
            > list
            < • tea
              • name: coffee
            > fields
            < a: 1
              b: 2
            > nothing
            < I said it myself.
            """)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("changes nothing: whatever does is an error at its line", arguments: [
        ("bot.store.set('a', 1)", "bot.store.set changes something"), ("bot.store.add('a')", "bot.store.add changes something"),
        ("bot.store.delete('a')", "bot.store.delete changes something"), ("bot.emit('a', {})", "bot.emit changes something"),
        ("chat.contact:set{ city = 'Cairo' }", "bot.contact.set changes something"), ("bot.tasks.create { title = 'x' }", "bot.tasks.create changes something"),
    ])
    func reads(call: String, message: String) async throws {
        let report = try await run(
            "bot.query('look', { access = 'member', run = function(chat)\n\(call)\nreturn 'done' end })",
            "contact: Omar, +201007654321, role member\n> look\n< done\n", uses: "\"tasks\"")
        let failure = try #require(report.scenes.first?.failure)
        #expect("\(failure)".contains(message) && "\(failure)".contains("shop.lua:3"), "\(report.text)")
    }

    @Test("may ask, wait, and remember what is talked about; and a command may change what a query may not")
    func asks() async throws {
        let report = try await run(
            """
            bot.query("look", { run = function(chat)
              chat:remember("last", chat:ask("What?"))
              return "You asked for " .. chat:recall("last")
            end })
            bot.command("keep", { run = function(chat) bot.store.set("a", chat:recall("last")); chat:say(bot.store.get("a")) end })
            """,
            """
            > look
            < What?
            ! restart
            > tea
            < You asked for tea
            > keep
            < tea
            """)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("is put into words by the model where it says how, and by its template where the model does not answer")
    func phrases() async throws {
        let report = try await run(
            "bot.query('look', { phrase = 'Say it nicely.', template = '{count} left', run = function() return { count = 3 } end })",
            """
            ! model answers "Three are left, dear."
            ! model fails 503
            > look
            < Three are left, dear.
            > look
            < 3 left
            """, uses: "\"ai\"")
        #expect(report.isSuccess, "\(report.text)")
    }
}
