// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Foundation
import Store
import Testing

@testable import Host

/// `MOONPOST_REMINDERS=10000` is what the promise says; an ordinary run takes fewer.
@Suite("Many reminders in one minute", .timeLimit(.minutes(30)))
struct ManyRemindersTests {
    private static let count = ProcessInfo.processInfo.environment["MOONPOST_REMINDERS"].flatMap { Int($0) } ?? 2_000

    private static let reminding = plugin("reminding", """
        bot.flow("fallback", { run = function(chat)
          chat:wait("1 hour")
          chat:say("Reminder " .. chat.contact.name)
        end })
        """)

    @Test("are each sent once, though the host is started again and again while they go out, and workers are killed")
    func once() async throws {
        let world = try await World(workers: 2)
        var bot = try await world.open([Self.reminding])
        for first in stride(from: 0, to: Self.count, by: 100) {
            let people = (first..<min(first + 100, Self.count)).map(Person.number)
            let messages = people.map { Incoming.text("remind", id: world.nextWAMID(), from: $0, at: world.clock.now) }
            _ = await bot.send(messages, from: people)
        }
        try await bot.settle()
        #expect(try await bot.conversations() == Int64(Self.count))
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
        for message in world.graph.accepted { sent[message.recipient, default: 0] += 1 }
        #expect(sent.count == Self.count && sent.values.allSatisfy { $0 == 1 }, "\(sent.filter { $0.value != 1 }.prefix(3))")
        #expect(try await bot.lines("SELECT COUNT(*) FROM outbox WHERE state <> 'accepted'") == ["0"])
        try await bot.close()
        await world.close()
    }
}
