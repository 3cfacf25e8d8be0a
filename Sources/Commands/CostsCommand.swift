// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Store

/// `moonpost costs`
struct CostsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "costs", abstract: "What the messages of the last days cost, as the platform charged them.",
        discussion: "Prices are those of [pricing] in config.toml at the time of each message; without them messages are counted alone.")

    @OptionGroup var store: StoreOptions

    @Option(help: "So many days back.")
    var days = 30

    @Option(help: "category, flow or number.")
    var by = "category"

    func run() async throws {
        guard let grouping = CostRepository.Grouping(rawValue: by) else {
            throw ValidationError("--by must be category, flow or number, and is \"\(by)\"")
        }
        guard (1...3_660).contains(days) else { throw ValidationError("--days must be 1 to 3660, and is \(days)") }
        let since = SystemClock().now + .seconds(Int64(-days) * 86_400)
        let sums = try await store.withStore { try await $0.read { try CostRepository.sums(by: grouping, since: since, in: $0) } }
        guard !sums.isEmpty else {
            print("no message has been charged in the last \(days) days")
            return
        }
        for sum in sums {
            let name = sum.group.isEmpty ? "(the host itself)" : sum.group
            var line = "\(name)  \(sum.messages) message\(sum.messages == 1 ? "" : "s")  \(Self.money(sum.price, sum.currency))"
            if sum.conversations > 0 {
                line += "  \(Self.money(sum.price / Int64(sum.conversations), sum.currency)) a conversation (\(sum.conversations))"
            }
            if sum.unpriced > 0 { line += "  \(sum.unpriced) without a price in [pricing]" }
            print(line)
        }
    }

    /// "1.234500 USD"
    static func money(_ millionths: Int64, _ currency: String) -> String {
        let rest = String(millionths % 1_000_000)
        return "\(millionths / 1_000_000).\(String(repeating: "0", count: 6 - rest.count))\(rest) \(currency)"
    }
}
