// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Fetch
import Host
import Plugins
import Store
import Testing

@Suite("The bytes of a journal", .timeLimit(.minutes(10)))
struct JournalBytesTests {
    private static let apology = "Sorry, something went wrong on our side. Please try again."

    private func withFlow(_ body: String, answers text: String, _ test: (TestHost, WebRecorder) async throws -> Void) async throws {
        let source = "bot.plugin { title = 'Test', uses = { 'http:api.example.com' } }\n"
            + "bot.flow('f', { triggers = { 'f' }, run = function(chat)\n\(body)\nend })"
        let web = WebRecorder { _ throws(FetchError) in FetchResponse(status: 200, body: Array(text.utf8)) }
        try await withHost(
            PluginSnapshot(plugin: "f", sources: [SourceFile(name: "flows/f.lua", module: "main", text: source)]), web: web,
            configure: {
                $0.plugins["f"] = Configuration.Plugin(grants: ["http:api.example.com"])
                $0.http.maxResponse = 4 << 20
            }
        ) { bot async throws in try await test(bot, web) }
    }

    @Test("are limited: the call that comes when they are used up is refused at its line by the budget's name, and not made")
    func refuses() async throws {
        let body = "for n = 1, 17 do bot.http.get('https://api.example.com/') end"
        try await withFlow(body, answers: String(repeating: "x", count: 1 << 20)) { bot, web async throws in
            #expect(try await bot.say("f") == [Self.apology])
            let summary = try #require(try await bot.incidents().first).summary
            #expect(summary.hasPrefix("flows/f.lua:3: bot.http.get: this conversation's journal has 41"), "\(summary)")
            #expect(summary.contains("4194304 are allowed (journal_bytes)"), "\(summary)")
            #expect(web.calls.count == 4)
        }
    }

    @Test("are replayed up to their limit after a restart; admins hear before, and a wait beyond it ends the conversation by name")
    func restarts() async throws {
        let body = "while true do\nbot.http.get('https://api.example.com/')\nchat:ask('?')\nend"
        try await withFlow(body, answers: String(repeating: "x", count: 700 << 10)) { bot, web async throws in
            for word in ["f", "one", "two", "three"] { #expect(try await bot.say(word) == ["?"]) }
            #expect(try await bot.incidents().isEmpty)
            #expect(try await bot.say("four") == ["?"])
            #expect(try await bot.incidents().map(\.kind) == ["conversation.long"])
            #expect(
                try await bot.lines("SELECT journal_bytes FROM conversations")
                    == bot.lines("SELECT SUM(LENGTH(CAST(entries AS BLOB))) FROM journal"))
            let next = try await bot.restarted()
            #expect(try await next.say("five") == ["?", Self.apology])
            let failed = try #require(try await next.incidents().last)
            #expect(failed.kind == "conversation.failed" && failed.details["error"]?["budget"] == "journal_bytes")
            #expect(web.calls.count == 6)
            try await next.close()
        }
    }

    @Test("of one answer are limited, too: what a journal writes six times as long as it is may be too large")
    func longAnswer() async throws {
        let body = "local a, e = bot.http.try_get('https://api.example.com/')\nchat:ask(a and 'kept' or e.code)"
        try await withFlow(body, answers: String(repeating: "\u{1}", count: 1 << 20)) { bot, _ async throws in
            #expect(try await bot.say("f") == ["too_large"])
        }
        try await withFlow(body, answers: String(repeating: "x", count: 4 << 20)) { bot, _ async throws in
            #expect(try await bot.say("f") == ["kept", Self.apology], "it is kept, and then the journal is full")
        }
    }
}
