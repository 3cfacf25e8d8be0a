// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Host
import Plugins
import Store
import Testing

@Suite("A store that fails", .timeLimit(.minutes(10)))
struct StoreFailureTests {
    private static let asking = plugin("asking", """
        bot.flow("fallback", { run = function(chat)
          local one = chat:ask("One?")
          bot.store.add("turns")
          local two = chat:ask("Two? (" .. one .. ")")
          chat:say(one .. " and " .. two)
        end })
        """)

    private func withUnreliable(_ body: (TestHost, UnreliableDatabase) async throws -> Void) async throws {
        let world = try await World()
        var made: UnreliableDatabase?
        let bot = try await world.open([Self.asking]) { database in
            let unreliable = UnreliableDatabase(database)
            made = unreliable
            return unreliable
        }
        let database = try #require(made)
        try await body(bot, database)
        try await bot.close()
        await world.close()
    }

    @Test("after quick messages were joined loses none of their words, however often the turn fails", arguments: [1, 3])
    func joined(failures: Int) async throws {
        let joining = PluginSnapshot(
            plugin: "joining",
            sources: [
                SourceFile(
                    name: "flows/joining.lua", module: "main",
                    text: """
                        bot.plugin { title = "Test", coalesce = "2 seconds" }
                        bot.flow("fallback", { run = function(chat) chat:say("[" .. chat.message.text .. "]") end })
                        """)
            ])
        let world = try await World()
        var made: UnreliableDatabase?
        let bot = try await world.open([joining]) { database in
            let unreliable = UnreliableDatabase(database)
            made = unreliable
            return unreliable
        }
        let database = try #require(made)
        database.fail(failures) { $0.hasPrefix("INSERT INTO outbox") }
        let texts = ["a", "b", "c"].map { Incoming.text($0, id: "wamid.\($0)", from: .amina) }
        _ = await bot.send(texts, from: [.amina])
        for _ in 0..<400 where bot.world.graph.accepted.isEmpty {
            bot.world.clock.advance(by: .milliseconds(50))
            try await bot.until { bot.host.activity.count == 0 || bot.host.nextCoalesced == nil }
        }
        try await settle(bot)
        #expect(database.count == failures)
        #expect(bot.world.graph.accepted.map(\.text) == ["[a\nb\nc]"])
        #expect(try await bot.lines("SELECT DISTINCT state FROM inbox") == ["done"])
        try await bot.close()
        await world.close()
    }

    /// Moves the clock on whenever somebody waits on it for the next try, until nothing is under way.
    private func settle(_ bot: TestHost) async throws {
        try await bot.until {
            if bot.host.activity.count == 0 { return true }
            bot.world.clock.advance(by: .milliseconds(10))
            return false
        }
    }

    @Test("in the middle of a commit costs a repetition of the turn: the question is not skipped, nothing is said twice", arguments: [1, 2, 3])
    func commit(failures: Int) async throws {
        try await withUnreliable { bot, database async throws in
            #expect(try await bot.say("start") == ["One?"])
            let before = bot.world.graph.accepted.count
            database.failCommits(failures)
            _ = await bot.send([Incoming.text("a", id: "wamid.a", from: .amina)], from: [.amina])
            try await settle(bot)
            #expect(database.count == failures)
            #expect(try await bot.heard(after: before) == ["Two? (a)"])
            database.fail(nil)
            #expect(try await bot.say("b") == ["a and b"])
            #expect(try await bot.stored("turns", of: "asking") == 1)
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test("at a write within the turn, too")
    func write() async throws {
        try await withUnreliable { bot, database async throws in
            #expect(try await bot.say("start") == ["One?"])
            let before = bot.world.graph.accepted.count
            database.failOnce { $0.hasPrefix("INSERT INTO journal") }
            _ = await bot.send([Incoming.text("a", id: "wamid.a", from: .amina)], from: [.amina])
            try await settle(bot)
            #expect(database.count == 1)
            #expect(try await bot.heard(after: before) == ["Two? (a)"])
            #expect(try await bot.say("b") == ["a and b"])
            #expect(try await bot.stored("turns", of: "asking") == 1)
        }
    }

    @Test("when a message is begun is tried again until it is well")
    func begin() async throws {
        try await withUnreliable { bot, database async throws in
            database.failCommits(12)
            _ = await bot.send([Incoming.text("start", id: "wamid.a", from: .amina)], from: [.amina])
            try await settle(bot)
            #expect(try await bot.heard(after: 0) == ["One?"])
            #expect(database.count == 12)
            #expect(try await bot.conversations() == 1)
        }
    }

    @Test("after a timer has fired costs a repetition of that turn")
    func timer() async throws {
        let timed = plugin("timed", """
            bot.flow("fallback", { run = function(chat)
              chat:wait("1 hour")
              chat:say("one")
              chat:wait("1 hour")
              chat:say("two")
            end })
            """)
        let world = try await World()
        var made: UnreliableDatabase?
        let bot = try await world.open([timed]) { database in
            let unreliable = UnreliableDatabase(database)
            made = unreliable
            return unreliable
        }
        let database = try #require(made)
        _ = try await bot.say("start")
        database.failOnce { $0.hasPrefix("INSERT INTO journal") }
        world.clock.advance(by: .seconds(3_600))
        try await bot.fireTimers()
        try await settle(bot)
        #expect(database.count == 1)
        #expect(try await bot.heard(after: 0) == ["one"])
        #expect(try await bot.pass(.seconds(3_600)) == ["two"])
        try await bot.close()
        await world.close()
    }

    @Test(
        "while a message is got ready costs it some time, and it is sent in this life of the host",
        arguments: ["UPDATE outbox SET state = 'ready'", "UPDATE outbox SET state = $1"])
    func beforeSending(statement: String) async throws {
        let world = try await World { $0.limits.pairBurst = 1 }
        let talker = plugin("talker", "bot.flow(\"fallback\", { run = function(chat) chat:say(chat.message.text) chat:say(\"end\") end })")
        var made: UnreliableDatabase?
        let bot = try await world.open([talker]) { database in
            let unreliable = UnreliableDatabase(database)
            made = unreliable
            return unreliable
        }
        let database = try #require(made)
        // The second waits for the pair rate.
        database.fail(3) { $0.hasPrefix(statement) }
        _ = await bot.send([Incoming.text("one", id: "wamid.a", from: .amina)], from: [.amina])
        try await bot.until {
            if bot.host.activity.count == 0 { world.clock.advance(by: .milliseconds(50)) }
            return world.graph.accepted.map(\.text) == ["one", "end"]
        }
        // Where the pair's time is over before the third try, there is nothing left to be set back.
        #expect((1...3).contains(database.count))
        database.fail(nil)
        try await bot.settle()
        #expect(try await bot.lines("SELECT DISTINCT state FROM outbox") == ["accepted"])
        #expect(try await bot.incidents().isEmpty)
        try await bot.close()
        await world.close()
    }
}
