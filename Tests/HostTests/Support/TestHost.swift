// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Host
import Plugins
import Scripting
import Store
import WhatsApp

/// One life of a host in a ``World``, and what a test does to it.
struct TestHost: Sendable {
    let world: World
    let database: SQLiteDatabase
    let host: BotHost
    let plugins: [PluginSnapshot]

    // MARK: - People

    /// The person writes; gives what the bot said to them since they were last asked.
    func say(_ text: String, from person: Person = .amina) async throws -> [String] {
        let before = world.graph.accepted.count
        try accepted(await send([Incoming.text(text, id: world.nextWAMID(), from: person, at: world.clock.now)], from: [person]))
        return try await heard(by: person, after: before)
    }

    /// The person taps a button of this id.
    func tap(_ id: String, title: String = "tapped", from person: Person = .amina) async throws -> [String] {
        let before = world.graph.accepted.count
        try accepted(await send([Incoming.tap(id: id, title: title, id: world.nextWAMID(), from: person, at: world.clock.now)], from: [person]))
        return try await heard(by: person, after: before)
    }

    /// What the person got once nothing is under way any more.
    func heard(by person: Person = .amina, after count: Int) async throws -> [String] {
        try await settle()
        return world.graph.accepted.dropFirst(count).filter { $0.recipient == person.address }.map(\.text)
    }

    private func accepted(_ answer: Receiver.Answer) throws {
        guard case .accepted = answer else { throw NotAccepted(answer: answer) }
    }

    /// A webhook was not answered 200.
    struct NotAccepted: Error { var answer: Receiver.Answer }

    /// Posts a signed webhook with these messages.
    func send(_ messages: [JSON], from people: [Person]) async -> Receiver.Answer {
        await post(Incoming.body(messages: messages, people: people))
    }

    /// Posts a signed webhook with these statuses.
    func report(_ statuses: JSON...) async -> Receiver.Answer { await post(Incoming.body(statuses: statuses)) }

    func post(_ body: [UInt8]) async -> Receiver.Answer {
        await host.receiver.receive(signature: Signature.sign(body, secret: World.number.appSecret), body: body)
    }

    // MARK: - Time

    /// Returns when nothing is under way. A message whose time has come is under way before its task says so: the store knows.
    func settle() async throws {
        while true {
            try await quiet()
            let now = world.clock.now
            // Of each lane only the first message is on its way; the others wait behind it.
            let isDue = try await database.read { connection in
                var lanes: Set<String> = []
                return try OutboxRepository.open(after: nil, limit: 10_000, in: connection).contains {
                    lanes.insert($0.lane + $0.priority.rawValue).inserted && ($0.notBefore ?? now) <= now
                }
            }
            if !isDue, host.activity.count == 0 { return }
            await Task.yield()
        }
    }

    /// Returns when nothing is under way, or throws when the test's time is over.
    private func quiet() async throws {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        Task { [activity = host.activity] in
            await activity.whenQuiet()
            continuation.finish()
        }
        for await _ in stream {}
        try Task.checkCancellation()
    }

    /// Lets time pass in one step, and what is due then happen.
    /// - Returns: What the person got.
    @discardableResult
    func pass(_ duration: Duration, for person: Person = .amina) async throws -> [String] {
        let before = world.graph.accepted.count
        world.clock.advance(by: duration)
        try await host.fireTimers()
        return try await heard(by: person, after: before)
    }

    // MARK: - The host

    func close() async throws {
        await host.stop()
        host.forget()
        try await database.close()
    }

    /// Stops this host and starts another one on the same store, with the same plugins or others.
    func restarted(_ plugins: [PluginSnapshot]? = nil) async throws -> TestHost {
        try await close()
        return try await world.open(plugins ?? self.plugins)
    }

    /// Drops every coroutine and everything that is remembered, as a restart would.
    func forget() { host.forget() }

    func fireTimers() async throws { try await host.fireTimers() }

    /// Kills every script worker, as somebody outside would.
    func killWorkers() {
        for worker in 0..<world.pool.workers { world.pool.kill(worker: worker) }
    }

    /// Publishes that there is nothing any more.
    func withdraw() async throws { _ = try await host.publisher.publish([PluginSnapshot](), author: "test", complete: true) }

    /// Publishes another version of a plugin.
    func publish(_ plugin: PluginSnapshot) async throws {
        let report = try await host.publisher.publish([plugin], author: "test")
        guard report.problems.isEmpty else { throw World.Refused(problems: report.problems) }
    }

    // MARK: - The store

    func incidents() async throws -> [Incident] {
        try await database.read { try IncidentRepository.latest(limit: 100, in: $0) }.reversed()
    }

    func conversations() async throws -> Int64 { try await database.read { try ConversationRepository.count(in: $0) } }

    /// A value that a plugin keeps.
    func stored(_ name: String, of plugin: String) async throws -> JSON? {
        let now = world.clock.now
        return try await database.read { try PluginDataRepository.value(name, of: plugin, at: now, in: $0) }
    }

    /// The rows of a query as lines, for comparisons.
    func lines(_ sql: String) async throws -> [String] {
        try await database.read { connection in
            try connection.rows(sql).map { row in row.optionalText(0) ?? row.optionalInteger(0).map { "\($0)" } ?? "nothing" }
        }
    }
}
