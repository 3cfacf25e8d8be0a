// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Language
internal import Store

/// `moonpost costs`
struct CostsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "costs", abstract: "What the messages of the last days cost, as the platform charged them.",
        discussion: "Prices are those of [pricing] in config.toml at the time of each message; without them messages are counted alone.")

    @OptionGroup var store: StoreOptions

    @Option(help: "So many days back.")
    var days = 30

    @Option(help: "category, flow, number, contact, conversation or day.")
    var by = "category"

    @Option(help: "So many lines at most, the dearest first.")
    var top = 50

    /// What the sums can be of.
    private static let kinds = CostRepository.Grouping.allCases.map(\.rawValue) + ["day"]

    func run() async throws {
        guard Self.kinds.contains(by) else {
            throw ValidationError("--by must be one of \(Self.kinds.joined(separator: ", ")), and is \"\(by)\"")
        }
        guard (1...3_660).contains(days) else { throw ValidationError("--days must be 1 to 3660, and is \(days)") }
        guard top > 0 else { throw ValidationError("--top must be at least 1, and is \(top)") }
        let now = SystemClock().now
        let civil = CivilTime(identifier: try store.options.read().business.timezone) ?? .utc
        let (sums, hasMore) = try await store.withStore { database in
            try await database.read { connection in
                guard let grouping = CostRepository.Grouping(rawValue: by) else {
                    return (try Self.byDay(days, until: now, civil, in: connection), false)
                }
                let period = now + .seconds(Int64(-days) * 86_400)..<now + .seconds(1)
                let sums = try CostRepository.sums(by: grouping, in: period, most: top + 1, in: connection)
                return (Array(sums.prefix(top)), sums.count > top)
            }
        }
        guard !sums.isEmpty else {
            print("no message has been charged in the last \(days) day\(days == 1 ? "" : "s")")
            return
        }
        for sum in sums { print(Self.line(sum)) }
        if hasMore { print("… and more: --top \(top * 10) shows them") }
    }

    /// A sum for each day on which something was charged, in the time zone of the business; the newest first.
    static func byDay(_ days: Int, until now: Timestamp, _ civil: CivilTime, in connection: any Connection) throws -> [CostRepository.Sum] {
        var sums: [CostRepository.Sum] = []
        var end = now + .seconds(1)
        for _ in 0..<days {
            let last = civil.moment(at: end + .milliseconds(-1)).0
            guard let start = civil.timestamp(of: CivilTime.Moment(year: last.year, month: last.month, day: last.day)) else { break }
            let name = String(format: "%04d-%02d-%02d", last.year, last.month, last.day)
            for var sum in try CostRepository.total(in: start..<end, in: connection) {
                sum.group = name
                sums.append(sum)
            }
            end = start
        }
        return sums
    }

    /// "service  2 messages  0.015000 EUR  0.015000 EUR a conversation (1)"
    static func line(_ sum: CostRepository.Sum) -> String {
        let name = sum.group.isEmpty ? "(the host itself)" : sum.group
        var line = "\(name)  \(sum.messages) message\(sum.messages == 1 ? "" : "s")  \(money(sum.price, sum.currency))"
        if sum.conversations > 0 {
            line += "  \(money(sum.price / Int64(sum.conversations), sum.currency)) a conversation (\(sum.conversations))"
        }
        if sum.unpriced > 0 { line += "  \(sum.unpriced) without a price in [pricing]" }
        return line
    }

    /// "1.234500 USD"
    static func money(_ millionths: Int64, _ currency: String) -> String {
        let rest = String(millionths % 1_000_000)
        return "\(millionths / 1_000_000).\(String(repeating: "0", count: 6 - rest.count))\(rest) \(currency)"
    }
}
