// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Host
import Store
import Synchronization
import Testing

@Suite("Sending", .timeLimit(.minutes(10)))
struct SendingTests {
    private static let echo = plugin("echo", "bot.flow(\"fallback\", { run = function(chat) chat:say(chat.message.text) end })")

    /// Answers the first so many requests with `answer`, and accepts the others.
    private func fail(
        _ bot: TestHost, first count: Int, _ answer: @escaping @Sendable () throws(FetchError) -> FetchResponse
    ) {
        bot.world.graph.answer { request async throws(FetchError) in
            try request.index <= count ? answer() : GraphRecorder.acceptance(of: request)
        }
    }

    private static let broken = GraphRecorder.refusal(code: 131_000, status: 500, "Something went wrong")

    private static func lost() -> FetchError { FetchError(code: .timedOut, message: "no answer", requestWasWritten: true) }
    private static func refusedConnection() -> FetchError {
        FetchError(code: .unreachable, message: "connection refused", requestWasWritten: false)
    }

    private func texts(_ bot: TestHost) -> [String] { bot.world.graph.accepted.map(\.text) }

    @Test("what the platform could not take for a moment is sent later, longer after each failure, and what is behind it waits")
    func retries() async throws {
        try await withHost(Self.echo) { bot async throws in
            fail(bot, first: 3) { Self.broken }
            #expect(try await bot.say("one") == [])
            #expect(try await bot.say("two") == [])
            var waits: [Int64] = []
            for expected in 2...4 {
                let before = bot.world.clock.now
                let row = try #require(try await bot.lines("SELECT not_before FROM outbox ORDER BY id").first)
                let due = Timestamp(milliseconds: try #require(Int64(row)))
                waits.append((due - before).milliseconds)
                #expect(try await bot.pass((due - before) - .milliseconds(1)) == [])
                #expect(bot.world.graph.requests.count == expected - 1)
                try await bot.pass(.milliseconds(1))
            }
            #expect(texts(bot) == ["one", "two"])
            #expect(zip(waits, [500...1_000, 1_000...2_000, 2_000...4_000] as [ClosedRange<Int64>]).allSatisfy { $1.contains($0) }, "\(waits)")
            #expect(try await bot.lines("SELECT state FROM outbox") == ["accepted", "accepted"])
        }
    }

    @Test("a message that waits for its next try holds up nobody else")
    func othersGoOn() async throws {
        try await withHost(Self.echo) { bot async throws in
            bot.world.graph.answer { request async throws(FetchError) in
                request.recipient == Person.amina.address ? Self.broken : GraphRecorder.acceptance(of: request)
            }
            #expect(try await bot.say("one") == [])
            #expect(try await bot.say("two", from: .omar) == ["two"])
        }
    }

    @Test("what may never be sent is dead, keeps its error, is told to an admin, and lets the next one go")
    func never() async throws {
        try await withHost(Self.echo) { bot async throws in
            fail(bot, first: 1) { GraphRecorder.refusal(code: 131_026, "Message undeliverable") }
            #expect(try await bot.say("one") == [])
            #expect(try await bot.say("two") == ["two"])
            #expect(try await bot.lines("SELECT state FROM outbox ORDER BY id") == ["dead", "accepted"])
            #expect(try await bot.lines("SELECT error FROM outbox ORDER BY id").first?.contains("131026") == true)
            let incident = try #require(try await bot.incidents().first)
            #expect(incident.kind == "message.dead")
            #expect(incident.details["error"]?["code"] == 131_026)
        }
    }

    @Test("what the platform refuses again and again is dead after `max_attempts`")
    func givesUp() async throws {
        try await withHost(Self.echo, configure: { $0.sending.maxAttempts = 4 }) { bot async throws in
            fail(bot, first: .max) { Self.broken }
            #expect(try await bot.say("one") == [])
            for _ in 0..<5 { try await bot.pass(.seconds(600)) }
            #expect(bot.world.graph.requests.count == 4)
            #expect(try await bot.lines("SELECT state FROM outbox") == ["dead"])
            #expect(try await bot.incidents().map(\.kind) == ["message.dead"])
        }
    }

    @Test("an outage costs no message within a day, however often it was tried; after that the window is closed")
    func outage() async throws {
        try await withHost(Self.echo, configure: { $0.sending.maxAttempts = 3 }) { bot async throws in
            bot.world.graph.answer { _ async throws(FetchError) in throw Self.refusedConnection() }
            #expect(try await bot.say("one") == [])
            for _ in 0..<23 { try await bot.pass(.seconds(3_600)) }
            #expect(bot.world.graph.requests.count > 10)
            #expect(try await bot.lines("SELECT state FROM outbox") == ["held"])
            bot.world.graph.answer(nil)
            #expect(try await bot.pass(.seconds(600)) == ["one"])

            bot.world.graph.answer { _ async throws(FetchError) in throw Self.refusedConnection() }
            #expect(try await bot.say("two") == [])
            for _ in 0..<25 { try await bot.pass(.seconds(3_600)) }
            #expect(try await bot.lines("SELECT state FROM outbox ORDER BY id") == ["accepted", "dead"])
        }
    }

    @Test("a request without an answer is uncertain: it waits for its status as long as configured, then goes again")
    func uncertain() async throws {
        try await withHost(Self.echo, configure: { $0.sending.uncertainWait = .seconds(20) }) { bot async throws in
            fail(bot, first: 1) { () throws(FetchError) in throw Self.lost() }
            #expect(try await bot.say("one") == [])
            #expect(try await bot.lines("SELECT state FROM outbox") == ["uncertain"])
            #expect(try await bot.pass(.milliseconds(19_999)) == [])
            #expect(bot.world.graph.requests.count == 1)
            #expect(try await bot.pass(.milliseconds(1)) == ["one"])
            #expect(bot.world.graph.requests.count == 2)
            #expect(bot.world.graph.requests[0].callback == bot.world.graph.requests[1].callback)
        }
    }

    @Test("a status that comes while a message is uncertain ends the wait at once, and those behind go")
    func statusEndsTheWait() async throws {
        try await withHost(Self.echo) { bot async throws in
            fail(bot, first: 1) { () throws(FetchError) in throw Self.lost() }
            #expect(try await bot.say("one") == [])
            #expect(try await bot.say("two") == [])
            let first = try #require(bot.world.graph.requests.first)
            _ = await bot.report(Incoming.status("sent", of: first.wamid, callback: first.callback))
            #expect(try await bot.heard(after: 0) == ["two"])
            #expect(bot.world.graph.requests.count == 2)
            #expect(try await bot.lines("SELECT state FROM outbox") == ["accepted", "accepted"])
        }
    }

    @Test("a clean stop waits for the request that is under way; what is behind it goes out after the start, once")
    func cleanStop() async throws {
        try await withHost(Self.echo) { bot async throws in
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            let (released, release) = AsyncStream<Void>.makeStream()
            bot.world.graph.answer { request async throws(FetchError) in
                if request.index == 1 {
                    beginning.finish()
                    for await _ in released {}
                }
                return GraphRecorder.acceptance(of: request)
            }
            for text in ["one", "two", "three"] {
                _ = await bot.send([Incoming.text(text, id: bot.world.nextWAMID(), from: .amina)], from: [.amina])
            }
            for await _ in begun {}
            try await bot.until { try await bot.lines("SELECT id FROM inbox WHERE state = 'ready'").isEmpty }
            async let stopped: Void = bot.host.stop()
            #expect(texts(bot) == [])
            release.finish()
            await stopped
            #expect(texts(bot) == ["one"])
            #expect(try await bot.lines("SELECT state FROM outbox ORDER BY id") == ["accepted", "held", "held"])
            try await bot.database.close()
            let next = try await bot.world.open(bot.plugins)
            #expect(texts(next) == ["one", "two", "three"])
            try await next.close()
        }
    }

    @Test("what was ready when the host died waits for its status after the start: shown, it is not sent again; not shown, it is")
    func afterACrash() async throws {
        try await withHost(Self.echo) { bot async throws in
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            let (released, release) = AsyncStream<Void>.makeStream()
            bot.world.graph.answer { request async throws(FetchError) in
                if request.index <= 2 {
                    if request.index == 2 { beginning.finish() }
                    for await _ in released {}
                    throw Self.lost()
                }
                return GraphRecorder.acceptance(of: request)
            }
            for person in [Person.amina, .omar] {
                _ = await bot.send([Incoming.text("hello", id: bot.world.nextWAMID(), from: person)], from: [person])
            }
            for await _ in begun {}
            // The store is closed under the host: what happens now is lost with it.
            try await bot.database.close()
            release.finish()
            await bot.host.stop()

            let next = try await bot.world.open(bot.plugins)
            #expect(next.world.graph.requests.count == 2)
            #expect(try await next.lines("SELECT state FROM outbox") == ["uncertain", "uncertain"])
            let sent = try #require(next.world.graph.requests.first { $0.recipient == Person.amina.address })
            _ = await next.report(Incoming.status("delivered", of: sent.wamid, callback: sent.callback))
            try await next.pass(.seconds(10))
            #expect(next.world.graph.accepted.map(\.recipient) == [Person.omar.address])
            #expect(next.world.graph.requests.count == 3)
            try await next.close()
        }
    }

    @Test("an outcome that cannot be stored for a moment is stored later, and the message is sent once")
    func patience() async throws {
        try await withUnreliable { bot, database async throws in
            database.failOnce { $0.hasPrefix("UPDATE outbox SET state = 'accepted'") }
            _ = await bot.send([Incoming.text("one", id: bot.world.nextWAMID(), from: .amina)], from: [.amina])
            try await pass(bot, by: .milliseconds(10)) { bot.host.activity.count == 0 }
            #expect(database.count == 1)
            #expect(try await bot.say("two") == ["two"])
            #expect(texts(bot) == ["one", "two"])
            #expect(try await bot.lines("SELECT state FROM outbox") == ["accepted", "accepted"])
            try await bot.close()
        }
    }

    private func withUnreliable(_ body: (TestHost, UnreliableDatabase) async throws -> Void) async throws {
        let world = try await World()
        var made: UnreliableDatabase?
        let bot = try await world.open([Self.echo]) { database in
            let unreliable = UnreliableDatabase(database)
            made = unreliable
            return unreliable
        }
        let database = try #require(made)
        try await body(bot, database)
        await world.close()
    }

    /// Lets time pass until something holds.
    private func pass(_ bot: TestHost, by step: Duration, until condition: () async throws -> Bool) async throws {
        try await bot.until {
            if try await condition() { return true }
            bot.world.clock.advance(by: step)
            return false
        }
    }

    private static func isOutcome(_ sql: String) -> Bool { sql.hasPrefix("UPDATE outbox SET state") && !sql.contains("'ready'") }

    @Test("an outcome that cannot be stored for minutes is stored once that is possible: without a restart, and the message is sent once")
    func longPatience() async throws {
        try await withUnreliable { bot, database async throws in
            database.fail { Self.isOutcome($0) ? UnreliableDatabase.Failure() : nil }
            _ = await bot.send([Incoming.text("one", id: bot.world.nextWAMID(), from: .amina)], from: [.amina])
            try await pass(bot, by: .milliseconds(500)) { database.count > 30 }
            #expect(try await bot.lines("SELECT state FROM outbox") == ["ready"])
            database.fail(nil)
            try await pass(bot, by: .milliseconds(500)) { bot.host.activity.count == 0 }
            #expect(try await bot.lines("SELECT state || ' ' || message_id || ' ' || attempts FROM outbox") == ["accepted wamid.out.1 1"])
            #expect(try await bot.say("two") == ["two"])
            #expect(texts(bot) == ["one", "two"])
            try await bot.close()
        }
    }

    @Test("an outcome that the store never takes puts the message in doubt: it waits for its status, and is not sent again after one", arguments: [true, false])
    func doubted(hasStatus: Bool) async throws {
        try await withUnreliable { bot, database async throws in
            database.fail { $0.hasPrefix("UPDATE outbox SET state = 'accepted', message_id = COALESCE") ? UnreliableDatabase.Failure() : nil }
            _ = await bot.send([Incoming.text("one", id: bot.world.nextWAMID(), from: .amina)], from: [.amina])
            try await pass(bot, by: .milliseconds(100)) { try await bot.lines("SELECT state FROM outbox") == ["uncertain"] }
            #expect(try await bot.lines("SELECT error FROM outbox").first?.hasPrefix("what became of it could not be stored") == true)
            database.fail(nil)
            if hasStatus {
                let sent = try #require(bot.world.graph.accepted.first)
                _ = await bot.report(Incoming.status("sent", of: sent.wamid, callback: sent.callback))
            }
            try await bot.pass(bot.world.configuration.sending.uncertainWait)
            #expect(texts(bot) == (hasStatus ? ["one"] : ["one", "one"]))
            #expect(try await bot.lines("SELECT state FROM outbox") == ["accepted"])
            try await bot.close()
        }
    }

    @Test("a host that stops while an outcome cannot be stored does not wait for the store, and the next one waits for the status")
    func stopped() async throws {
        try await withUnreliable { bot, database async throws in
            database.fail { Self.isOutcome($0) ? UnreliableDatabase.Failure() : nil }
            _ = await bot.send([Incoming.text("one", id: bot.world.nextWAMID(), from: .amina)], from: [.amina])
            try await pass(bot, by: .milliseconds(500)) { database.count > 14 }
            let next = try await bot.restarted()
            #expect(try await next.lines("SELECT state FROM outbox") == ["uncertain"])
            #expect(texts(next) == ["one"])
            try await next.close()
        }
    }

    @Test("a message of a number that was removed waits for it a day, and is dead then, and says so")
    func numberGone() async throws {
        let world = try await World()
        let bot = try await world.open([Self.echo])
        fail(bot, first: 1) { Self.broken }
        #expect(try await bot.say("one") == [])
        _ = try await bot.database.write { try $0.execute("UPDATE outbox SET number = 'gone'", []) }
        let next = try await bot.restarted()
        try await next.pass(.seconds(60))
        #expect(try await next.lines("SELECT state FROM outbox") == ["held"])
        #expect(try await next.lines("SELECT error FROM outbox").first?.hasPrefix("the number gone was removed") == true)
        for _ in 0..<200 { try await next.pass(.seconds(600)) }
        #expect(try await next.lines("SELECT state FROM outbox") == ["dead"])
        #expect(try await next.incidents().map(\.kind) == ["message.dead"])
        try await next.close()
        await world.close()
    }
}
