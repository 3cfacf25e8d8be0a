// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Host
import Store
import Testing

@Suite("Ten thousand statuses", .timeLimit(.minutes(10)))
struct StatusFloodTests {
    private static let echo = plugin("echo", "bot.flow('fallback', { run = function(chat) chat:say(chat.message.text) end })")

    private static let unreachable: JSON = [["code": 131_026, "title": "Message undeliverable"]]

    /// What is reported of one message, and what must be known of it in the end.
    private struct Fate {
        var statuses: Set<String>
        var stage: String? { ["read", "delivered", "sent"].first(where: statuses.contains) }
        var hasFailed: Bool { statuses.contains("failed") }
    }

    @Test("in random order, with duplicates and several in one webhook, many at the same time, end in the right state (complaint 1)", arguments: [1, 2] as [UInt64])
    func flood(seed: UInt64) async throws {
        try await withHost(Self.echo, seed: seed) { bot async throws in
            var random = SeededGenerator(seed: seed)
            let people = (1...1_000).map(Person.number)
            for start in stride(from: 0, to: people.count, by: 100) {
                let some = Array(people[start..<(start + 100)])
                _ = await bot.send(some.map { Incoming.text("x", id: bot.world.nextWAMID(), from: $0) }, from: some)
            }
            try await bot.settle()
            let sent = bot.world.graph.accepted
            try #require(sent.count == 1_000)

            var fates: [String: Fate] = [:], reports: [JSON] = []
            for (index, message) in sent.enumerated() {
                var statuses = Set(["sent", "delivered", "read"].filter { _ in Int.random(in: 0..<4, using: &random) > 0 })
                if Int.random(in: 0..<5, using: &random) == 0 { statuses.insert("failed") }
                if statuses.isEmpty { statuses = ["sent"] }
                fates[message.callback ?? ""] = Fate(statuses: statuses)
                // Each at least once, and ten in all.
                let repeated = Array(statuses) + (statuses.count..<10).map { _ in statuses.randomElement(using: &random) ?? "sent" }
                for status in repeated {
                    reports.append(
                        Incoming.status(
                            status, of: message.wamid, callback: index % 2 == 0 ? message.callback : nil, at: 1_767_603_600 + index,
                            errors: status == "failed" ? Self.unreachable : nil))
                }
            }
            try #require(reports.count == 10_000)
            reports.shuffle(using: &random)
            var webhooks: [[JSON]] = []
            while !reports.isEmpty {
                let count = min(reports.count, Int.random(in: 1...50, using: &random))
                webhooks.append(Array(reports.prefix(count)))
                reports.removeFirst(count)
            }
            await withTaskGroup(of: Void.self) { group in
                for lane in 0..<8 {
                    let mine = webhooks.enumerated().filter { $0.offset % 8 == lane }.map(\.element)
                    group.addTask { for webhook in mine { _ = await bot.post(Incoming.body(statuses: webhook)) } }
                }
            }
            try await bot.settle()

            let rows = try await bot.database.read { try $0.rows("SELECT id, state, delivery, error FROM outbox", []) }
            #expect(rows.count == 1_000)
            for row in rows {
                let fate = try #require(fates[try row.text(0)])
                let delivery = try row.json(2)
                #expect(try row.text(1) == "accepted")
                #expect(delivery["stage"]?.text == fate.stage ?? "none", "\(fate.statuses) \(delivery)")
                #expect((delivery["failed"] != nil) == fate.hasFailed, "\(fate.statuses) \(delivery)")
                #expect((row.optionalText(3) != nil) == fate.hasFailed, "\(fate.statuses)")
            }
            // Each failure is told once.
            let failures = fates.values.count(where: \.hasFailed)
            let told = try await bot.database.read { try $0.rows("SELECT COUNT(*) FROM incidents WHERE kind = 'message.failed'", []) }
            #expect(try told.first?.integer(0) == Int64(failures))
            #expect(bot.world.graph.accepted.count == 1_000)
        }
    }
}
