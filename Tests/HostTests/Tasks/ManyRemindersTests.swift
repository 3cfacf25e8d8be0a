// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Foundation
import Plugins
import Store
import Testing

@testable import Host

/// `make reminders` runs it with the ten thousand of the promise (`MOONPOST_REMINDERS`); an ordinary run takes fewer.
@Suite("Many reminders in one minute", .timeLimit(.minutes(60)))
struct ManyRemindersTests {
    private static let count = ProcessInfo.processInfo.environment["MOONPOST_REMINDERS"].flatMap { Int($0) } ?? 300
    /// So many write at a time.
    private static let batch = 100

    /// As it is shipped.
    private static func execBot() throws -> PluginSnapshot {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let found = PluginFolders(flows: root.path + "/flows", plugins: root.path + "/plugins").read(settings: [:])
        return try #require(found.snapshots.first { $0.plugin == "exec-bot" })
    }

    /// Whoever writes is one of the staff.
    private static func hire(_ bot: TestHost) async throws {
        let (now, ids) = (bot.world.clock.now, bot.world.ids)
        try await bot.database.write { connection in
            for person in (0..<count).map(Person.number) {
                let contact = try ContactRepository.resolve(
                    [ContactAlias(.phone, person.address)], name: person.name, at: now, newID: ids.next(ContactSubject.self), in: connection)
                let user = User(id: ids.next(), name: person.name ?? "", role: .member)
                try UserRepository.insert(user, at: now, in: connection)
                try UserLinkRepository.link(contact.contact, to: user.id, at: now, in: connection)
            }
        }
    }

    @Test("are each sent once, though the host is started again and again while they go out, and workers are killed")
    func once() async throws {
        let world = try await World(workers: 2) { $0.plugins["exec-bot"] = Configuration.Plugin(grants: ["projects", "tasks", "users"]) }
        var bot = try await world.open([try Self.execBot()])
        try await Self.hire(bot)
        for first in stride(from: 0, to: Self.count, by: Self.batch) {
            let people = (first..<min(first + Self.batch, Self.count)).map(Person.number)
            let messages = people.map { Incoming.text("remind me to call the client in an hour", id: world.nextWAMID(), from: $0, at: world.clock.now) }
            _ = await bot.send(messages, from: people)
        }
        try await bot.settle()
        #expect(try await bot.conversations() == Int64(Self.count))
        #expect(world.graph.accepted.filter { $0.text.hasPrefix("I will remind you of \"call the client\"") }.count == Self.count)
        world.clock.advance(by: .seconds(3_600))
        var lives = 0
        while try await bot.conversations() > 0, lives < Self.count {
            _ = try await bot.host.fireTimers()
            if lives % 3 == 1 { bot.killWorkers() }
            if lives % 2 == 0 {
                // In the middle of it.
                bot = try await bot.restarted()
            } else {
                try await bot.settle()
            }
            lives += 1
        }
        try await bot.settle()
        var sent: [String: Int] = [:]
        for message in world.graph.accepted where message.text == "⏰ call the client" {
            sent[message.recipient, default: 0] += 1
            #expect(message.choices.map(\.title) == ["In an hour", "Done"])
        }
        #expect(sent.count == Self.count && sent.values.allSatisfy { $0 == 1 }, "\(sent.filter { $0.value != 1 }.prefix(3))")
        #expect(world.graph.accepted.count == 2 * Self.count)
        #expect(try await bot.lines("SELECT COUNT(*) FROM outbox WHERE state <> 'accepted'") == ["0"])
        // Their buttons lead to what the store keeps of them.
        let last = try #require(world.graph.accepted.last { $0.recipient == Person.number(0).address })
        #expect(try await bot.tap(try #require(last.choices.last?.id), from: .number(0)) == ["Done: call the client"])
        #expect(try await bot.tap(try #require(last.choices.first?.id), from: .number(0)) == ["That reminder is over."])
        try await bot.close()
        await world.close()
    }
}
