// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Testing

@Suite("A message of somebody's that did not get through", .timeLimit(.minutes(10)))
struct LostMessageTests {
    private static let ordering = plugin("ordering", """
        bot.flow("order", { triggers = { "order" }, run = function(chat) chat:say("So: " .. chat:ask("What?")) end })
        """)
    private static let fallback = plugin("fallback", """
        bot.flow("fallback", { run = function(chat) chat:say("got " .. chat.message.type) end })
        """)

    private static func lost(_ bot: TestHost, _ code: Int64, kind: String? = nil, group: String? = nil, from person: Person = .amina) -> JSON {
        var message = Incoming.message(
            id: bot.world.nextWAMID(), from: person, type: "unsupported", content: kind.map { ["type": .string($0)] } ?? [:], at: bot.world.clock.now
        ).object ?? [:]
        message["errors"] = [["code": .integer(code), "title": "no"]]
        message["group_id"] = group.map { .string($0) }
        return .object(message)
    }

    /// Somebody sends such messages together; gives what they read.
    private static func send(_ bot: TestHost, _ messages: JSON..., from person: Person = .amina) async throws -> [String] {
        let before = bot.world.graph.accepted.count
        _ = await bot.send(messages, from: [person])
        return try await bot.heard(by: person, after: before)
    }

    @Test(
        "is answered by what it was: a kind that cannot be read, a file, or a message that got lost",
        arguments: [
            (131_051, "Sorry, I cannot read this kind of message. Please write it as text."),
            (131_052, "Sorry, your file did not arrive. Please send it again, or a smaller one."),
            (131_060, "Sorry, your last message did not arrive. Please send it again."),
        ] as [(Int64, String)])
    func told(code: Int64, text: String) async throws {
        try await withHost(Self.ordering) { bot async throws in
            #expect(try await Self.send(bot, Self.lost(bot, code, kind: "poll_creation")) == [text])
        }
    }

    @Test("is answered in the person's language")
    func arabic() async throws {
        try await withHost(Self.ordering, configure: { $0.business.language = "ar" }) { bot async throws in
            let heard = try await Self.send(bot, Self.lost(bot, 131_051))
            #expect(heard.count == 1 && heard[0].contains("كنص"), "\(heard)")
        }
    }

    @Test("is answered once for many in a minute, to each person, and again later")
    func once() async throws {
        try await withHost(Self.ordering) { bot async throws in
            #expect(try await Self.send(bot, Self.lost(bot, 131_051), Self.lost(bot, 131_051), Self.lost(bot, 131_060)).count == 1)
            #expect(try await Self.send(bot, Self.lost(bot, 131_051, from: .omar), from: .omar).count == 1)
            try await bot.pass(.seconds(59))
            #expect(try await Self.send(bot, Self.lost(bot, 131_051)) == [])
            try await bot.pass(.seconds(2))
            #expect(try await Self.send(bot, Self.lost(bot, 131_051)).count == 1)
        }
    }

    @Test("answers a conversation that waits, which asks again; and goes to a fallback flow, which knows better")
    func others() async throws {
        try await withHost(Self.ordering) { bot async throws in
            #expect(try await bot.say("order") == ["What?"])
            let heard = try await Self.send(bot, Self.lost(bot, 131_051))
            #expect(heard.count == 1 && !heard[0].contains("cannot read"), "\(heard)")
            #expect(try await bot.say("tea") == ["So: tea"])
        }
        try await withHost(Self.fallback) { bot async throws in
            #expect(try await Self.send(bot, Self.lost(bot, 131_051)) == ["got unknown"])
        }
    }

    @Test("needs no answer where nothing was said, in a group, or where nothing is known of the error")
    func silent() async throws {
        try await withHost(Self.ordering) { bot async throws in
            #expect(try await Self.send(bot, Self.lost(bot, 131_051, kind: "pin")) == [])
            #expect(try await Self.send(bot, Self.lost(bot, 131_051, group: "120363")) == [])
            #expect(try await Self.send(bot, Self.lost(bot, 999_999)) == [])
            #expect(try await bot.lines("SELECT DISTINCT state FROM inbox") == ["done"])
        }
    }
}
