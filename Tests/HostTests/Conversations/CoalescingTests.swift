// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Plugins
import Store
import Testing

@testable import Host

@Suite("Texts that are taken together", .timeLimit(.minutes(10)))
struct CoalescingTests {
    private static func talk(_ text: String) -> PluginSnapshot {
        PluginSnapshot(
            plugin: "talk",
            sources: [SourceFile(name: "flows/talk.lua", module: "main", text: "bot.plugin { title = \"Talk\", coalesce = \"2 seconds\" }\n" + text)])
    }

    private static let echo = talk("bot.flow(\"fallback\", { run = function(chat) chat:say(chat.message.text) end })")

    /// Amina writes all of them at once, and nothing for a while.
    private func write(_ texts: [String], _ bot: TestHost) async throws -> [String] {
        let before = bot.world.graph.accepted.count
        for text in texts {
            let message = Incoming.text(text, id: bot.world.nextWAMID(), from: .amina, at: bot.world.clock.now)
            #expect(await bot.send([message], from: [.amina]) == .accepted(new: 1))
        }
        try await bot.settle()
        while bot.host.nextCoalesced != nil {
            bot.world.clock.advance(by: .seconds(2))
            try await bot.settle()
        }
        return try await bot.heard(after: before)
    }

    @Test("count one by one: what is over the limit is not run with the others, and the person is told once")
    func limited() async throws {
        try await withHost(Self.echo, configure: { $0.limits.inboundPerMinute = 30 }) { bot async throws in
            let lines = (0..<14).map { "line \($0)" }
            let heard = try await write(lines, bot)
            #expect(heard.first == lines.prefix(10).joined(separator: "\n"))
            #expect(heard.count == 2 && heard.last?.contains("faster") == true, "\(heard)")
            #expect(try await bot.lines("SELECT COUNT(*) FROM inbox WHERE state = 'limited'") == ["4"])
            // The ten were counted once: a minute later there are ten again, and no more.
            bot.world.clock.advance(by: .seconds(60))
            #expect(try await write(lines, bot).first == lines.prefix(10).joined(separator: "\n"))
        }
    }

    @Test("are not those of somebody who is muted: nothing of a flood is run")
    func flood() async throws {
        try await withHost(Self.echo, configure: { $0.limits.inboundPerMinute = 30 }) { bot async throws in
            let heard = try await write((0..<100).map { "line \($0)" }, bot)
            #expect(heard.count == 2, "\(heard)")
            #expect(try await bot.incidents().map(\.kind) == ["security.flood"])
        }
    }

    @Test("are not one-time codes, before or behind another text", arguments: [["hello", "code 1234 5678"], ["code 1234 5678", "hello"], ["hello", "1234-5678"]])
    func codes(texts: [String]) async throws {
        try await withHost(Self.echo) { bot async throws in
            let user = try await bot.hire("Amina", .member)
            _ = try await bot.code("12345678", for: user)
            let heard = try await write(texts, bot)
            #expect(heard.contains("hello") && heard.count == 2, "\(heard)")
            #expect(try await bot.lines("SELECT COUNT(*) FROM user_links") == ["1"])
        }
    }

    @Test("are those of a plugin that is reached only by sentences like its examples, too")
    func examples() async throws {
        let visits = Self.talk("""
            bot.flow("visit", { examples = { "book a visit", "I want to come by" }, run = function(chat) chat:say("[" .. chat.message.text .. "]") end })
            """)
        try await withHost(visits) { bot async throws in
            #expect(try await write(["I want to come by", "please"], bot) == ["[I want to come by\nplease]"])
        }
    }
}
