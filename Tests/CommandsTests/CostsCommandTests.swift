// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Language
import Store
import Testing

@testable import Commands

@Suite("moonpost costs", .timeLimit(.minutes(10)))
struct CostsCommandTests {
    /// A store with a message that was sent and delivered at each of these times, for ten millionths each.
    private func sums(_ times: [Int64], days: Int, until now: Int64, zone: String) async throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "costs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try SQLiteDatabase(path: folder.appending(path: "moonpost.db").path)
        let civil = try #require(CivilTime(identifier: zone))
        let sums = try await database.write { connection in
            for (index, time) in times.enumerated() {
                try connection.execute(
                    "INSERT INTO message_costs (message_id, outgoing, number, contact, category, type, price, currency, delivered, created_at) "
                        + "VALUES ($1, $2, 'n', 'c', 'service', 'regular', 10, 'EUR', 1, $3)",
                    [.text("m\(index)"), .text("o\(index)"), .integer(time)])
            }
            return try CostsCommand.byDay(days, until: Timestamp(milliseconds: now), civil, in: connection)
        }
        try await database.close()
        return sums.map(CostsCommand.line)
    }

    @Test("a day's costs are those between two midnights of the business, also when the clocks change")
    func days() async throws {
        // 2026-03-29 has 23 hours in Berlin. Noon of that day, and a minute before and after its beginning.
        let midnight: Int64 = 1_774_738_800_000
        let lines = try await sums(
            [midnight - 60_000, midnight + 60_000, midnight + 22 * 3_600_000 + 3_540_000, midnight + 23 * 3_600_000 + 1], days: 3,
            until: midnight + 30 * 3_600_000, zone: "Europe/Berlin")
        #expect(lines == [
            "2026-03-30  1 message  0.000010 EUR", "2026-03-29  2 messages  0.000020 EUR", "2026-03-28  1 message  0.000010 EUR",
        ])
    }

    @Test("days before the first one that is wanted, and days without costs, are left out")
    func bounds() async throws {
        let now: Int64 = 1_767_614_400_000
        #expect(try await sums([now - 3 * 86_400_000, now - 86_400_000], days: 2, until: now, zone: "UTC") == ["2026-01-04  1 message  0.000010 EUR"])
        #expect(try await sums([], days: 30, until: now, zone: "UTC").isEmpty)
    }

    @Test("what it cannot do is refused with what it can", arguments: [(["--by", "week"], "category, flow, number, contact, conversation, day"), (["--top", "0"], "at least 1"), (["--days", "0"], "1 to 3660")])
    func refusals(arguments: [String], words: String) throws {
        let project = try Project()
        let result = try project.run(["costs"] + arguments)
        #expect(result.code != 0 && result.errors.contains(words), "\(result)")
    }
}
