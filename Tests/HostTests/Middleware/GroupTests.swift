// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Testing

@testable import Host

@Suite("What is written in a group", .timeLimit(.minutes(10)))
struct GroupTests {
    private static let shop = plugin("shop", """
        bot.flow("order", { triggers = { "order" }, run = function(chat) chat:say("You ordered " .. chat:ask("What?")) end })
        bot.flow("fallback", { run = function(chat) chat:say("fallback") end })
        bot.command("task", { params = { title = "text" }, run = function(chat, given) chat:say(given.title) end })
        """)

    /// What comes of it, for anybody in the group.
    private func said(_ text: String, _ bot: TestHost) async throws -> Int {
        let before = bot.world.graph.accepted.count
        var message = Incoming.text(text, id: bot.world.nextWAMID(), from: .amina, at: bot.world.clock.now).object ?? [:]
        message["group_id"] = "Y2FwaV9ncm91cDoxNzA1"
        #expect(await bot.send([.object(message)], from: [.amina]) == .accepted(new: 1))
        try await bot.settle()
        return bot.world.graph.accepted.count - before
    }

    @Test("begins nothing and is told nothing, whatever it says, and is stored and done", arguments: [
        "order", "hello", "task Tea", "help", "menu", "cancel", "STOP", "12345678",
    ])
    func begins(_ text: String) async throws {
        try await withHost(Self.shop) { bot async throws in
            #expect(try await said(text, bot) == 0)
            #expect(try await bot.lines("SELECT state FROM inbox") == ["done"])
            #expect(try await bot.lines("SELECT content FROM inbox").first?.contains("Y2FwaV9ncm91cDoxNzA1") == true)
            #expect(try await bot.conversations() == 0)
            #expect(try await bot.incidents().isEmpty)
            #expect(try await bot.lines("SELECT COUNT(*) FROM marketing_choices") == ["0"])
        }
    }

    @Test("answers no question that its writer was asked alone, and ends none")
    func answers() async throws {
        try await withHost(Self.shop) { bot async throws in
            #expect(try await bot.say("order") == ["What?"])
            #expect(try await said("tea", bot) == 0)
            #expect(try await said("cancel", bot) == 0)
            #expect(try await bot.say("coffee") == ["You ordered coffee"])
        }
    }

    @Test("takes nothing of what its writer may write alone")
    func limit() async throws {
        try await withHost(Self.shop, configure: { $0.limits.inboundPerMinute = 30 }) { bot async throws in
            for index in 0..<40 { #expect(try await said("message \(index)", bot) == 0) }
            #expect(try await bot.say("hello") == ["fallback"])
        }
    }
}
