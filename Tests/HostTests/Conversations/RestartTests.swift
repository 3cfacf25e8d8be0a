// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Host
import Plugins
import Store
import Testing

/// A host that dies at one statement of one transaction: from there on its store is closed to it.
@Suite("A host that dies in the middle of a turn", .timeLimit(.minutes(10)))
struct RestartTests {
    private static let shop = plugin("shop", """
        bot.flow("fallback", { run = function(chat)
          local item = chat:ask("What?")
          bot.store.add("asked")
          local count = chat:ask("How many " .. item .. "?")
          bot.store.add("sold", tonumber(count))
          chat:say(count .. " " .. item .. ", number " .. bot.store.add("orders"))
        end })
        """)

    private static let timed = plugin("timed", """
        bot.flow("fallback", { run = function(chat)
          chat:say("later")
          chat:wait("1 hour")
          bot.store.add("woken")
          chat:say("now")
        end })
        """)

    /// Lets the host die at the first statement like this, and starts another one on what it left.
    private func die(
        _ plugin: PluginSnapshot, at statement: String, before: (TestHost) async throws -> Void,
        during: (TestHost) async throws -> Void, after: (TestHost) async throws -> Void
    ) async throws {
        let world = try await World()
        var made: UnreliableDatabase?
        let bot = try await world.open([plugin]) { database in
            let unreliable = UnreliableDatabase(database)
            made = unreliable
            return unreliable
        }
        let database = try #require(made)
        try await before(bot)
        let (death, dying) = AsyncStream<Void>.makeStream()
        database.fail { sql in
            guard sql.hasPrefix(statement) else { return nil }
            dying.finish()
            return DatabaseClosed()
        }
        try await during(bot)
        for await _ in death {}
        try await bot.database.close()
        await bot.host.stop()
        bot.forget()
        let next = try await world.open(bot.plugins)
        try await after(next)
        try await next.close()
        await world.close()
    }

    private func text(_ text: String, to bot: TestHost) async throws {
        _ = await bot.send([Incoming.text(text, id: bot.world.nextWAMID(), from: .amina)], from: [.amina])
    }

    @Test(
        "does the turn again from its beginning, as if for the first time",
        arguments: ["UPDATE inbox SET state", "INSERT INTO journal", "INSERT INTO outbox"])
    func turn(statement: String) async throws {
        try await die(Self.shop, at: statement) { bot async throws in
            #expect(try await bot.say("hi") == ["What?"])
        } during: { bot async throws in
            try await text("tea", to: bot)
        } after: { bot async throws in
            #expect(bot.world.graph.accepted.map(\.text) == ["What?", "How many tea?"])
            #expect(try await bot.stored("asked", of: "shop") == 1)
            #expect(try await bot.say("3") == ["3 tea, number 1"])
            #expect(try await bot.stored("sold", of: "shop") == 3)
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test("begins the conversation again where its first turn was not finished")
    func first() async throws {
        try await die(Self.shop, at: "INSERT INTO conversations") { _ in
        } during: { bot async throws in
            try await text("hi", to: bot)
        } after: { bot async throws in
            #expect(bot.world.graph.accepted.map(\.text) == ["What?"])
            #expect(try await bot.say("tea") == ["How many tea?"])
            #expect(try await bot.conversations() == 1)
        }
    }

    @Test("does a timer's turn again, once")
    func timer() async throws {
        try await die(Self.timed, at: "INSERT INTO journal") { bot async throws in
            #expect(try await bot.say("hi") == ["later"])
        } during: { bot async throws in
            bot.world.clock.advance(by: .seconds(3_600))
            try await bot.host.fireTimers()
        } after: { bot async throws in
            try await bot.pass(.milliseconds(1))
            #expect(bot.world.graph.accepted.map(\.text) == ["later", "now"])
            #expect(try await bot.stored("woken", of: "timed") == 1)
            #expect(try await bot.conversations() == 0)
        }
    }

    @Test("takes up what came while the turn was under way, in order")
    func queue() async throws {
        try await die(Self.shop, at: "UPDATE inbox SET state") { _ in
        } during: { bot async throws in
            for word in ["hi", "tea", "3"] { try await text(word, to: bot) }
        } after: { bot async throws in
            #expect(bot.world.graph.accepted.map(\.text) == ["What?", "How many tea?", "3 tea, number 1"])
        }
    }
}
