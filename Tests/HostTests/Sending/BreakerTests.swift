// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Host
import Plugins
import Store
import Synchronization
import Testing

@Suite("The circuit breaker of a number", .timeLimit(.minutes(10)))
struct BreakerTests {
    private static let echo = plugin("echo", "bot.flow('fallback', { run = function(chat) chat:say(chat.message.text) end })")

    private static let broken = GraphRecorder.refusal(code: 131000, status: 500)

    private func withBot(_ body: (TestHost) async throws -> Void) async throws {
        try await withHost(Self.echo) { bot async throws in try await body(bot) }
    }

    private func people(_ count: Int) -> [Person] { (1...count).map(Person.number) }

    private func write(_ bot: TestHost, _ people: [Person]) async throws {
        for (index, person) in people.enumerated() {
            _ = await bot.send([Incoming.text("from \(index)", id: bot.world.nextWAMID(), from: person, at: bot.world.clock.now)], from: [person])
        }
        try await bot.settle()
    }

    @Test("after five failures in a row nothing is asked for 30 seconds, and nothing is lost; one request tries, and then all of it goes out")
    func opens() async throws {
        try await withBot { bot async throws in
            let isDown = Mutex(true)
            bot.world.graph.answer { request throws(FetchError) in
                isDown.withLock(\.self) ? Self.broken : GraphRecorder.acceptance(of: request)
            }
            try await write(bot, people(12))
            let asked = bot.world.graph.requests.count
            #expect((5...12).contains(asked), "\(asked)")
            #expect(try await bot.incidents().map(\.kind) == ["number.circuit_open"])
            // While it is open, newcomers wait, too.
            _ = try await bot.pass(.seconds(10))
            #expect(bot.world.graph.requests.count == asked)
            #expect(try await bot.lines("SELECT DISTINCT state FROM outbox") == ["held"])
            // The probe fails: another 30 seconds.
            _ = try await bot.pass(.seconds(23))
            #expect(bot.world.graph.requests.count == asked + 1)
            isDown.withLock { $0 = false }
            for _ in 0..<12 { _ = try await bot.pass(.seconds(10)) }
            #expect(bot.world.graph.accepted.count == 12)
            #expect(try await bot.lines("SELECT DISTINCT state FROM outbox") == ["accepted"])
            #expect(try await bot.incidents().map(\.kind).sorted() == ["number.circuit_closed", "number.circuit_open"])
        }
    }

    @Test("typing indicators, whose answers name no message, never open it; a server that fails at them does", arguments: [(200, false), (500, true)])
    func typing(status: Int, opens: Bool) async throws {
        let flow = plugin("t", "bot.flow('fallback', { run = function(chat) chat:typing() chat:receive() end })")
        try await withHost(flow) { bot async throws in
            bot.world.graph.answer { _ throws(FetchError) in FetchResponse(status: status, body: Array(#"{"success":true}"#.utf8)) }
            for person in people(12) { try await write(bot, [person]) }
            #expect(bot.world.graph.requests.count == (opens ? 5 : 12))
            #expect(try await bot.incidents().map(\.kind) == (opens ? ["number.circuit_open"] : []))
        }
    }

    @Test("an answer that comes later than breaker_timeout counts, and the message is not sent again")
    func slow() async throws {
        try await withBot { bot async throws in
            bot.world.graph.answer { request throws(FetchError) in
                bot.world.clock.advance(to: bot.world.clock.now + .seconds(6))
                return GraphRecorder.acceptance(of: request)
            }
            for person in people(5) { try await write(bot, [person]) }
            #expect(bot.world.graph.accepted.count == 5)
            #expect(try await bot.incidents().map(\.kind) == ["number.circuit_open"])
        }
    }

    @Test("refusals that say that the message is wrong never open it")
    func ownMistakes() async throws {
        try await withBot { bot async throws in
            bot.world.graph.answer { _ throws(FetchError) in
                GraphRecorder.refusal(code: 131009)
            }
            try await write(bot, people(12))
            #expect(bot.world.graph.requests.count == 12)
            #expect(try await bot.incidents().allSatisfy { $0.kind == "message.dead" })
        }
    }
}
