// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Language
import Store
import Testing

@testable import Host

/// Mixed traffic through the governor, judged by ``LimitChecker``. `MOONPOST_SIMULATION=1000000` sends a million.
@Suite("The governor, simulated")
struct GovernorSimulationTests {
    private static let count = ProcessInfo.processInfo.environment["MOONPOST_SIMULATION"].flatMap { Int($0) } ?? 20_000
    /// Monday, 5 January 2026, 09:00 UTC.
    private static let beginning: Int64 = 1_767_603_600_000
    private static let hour: Int64 = 3_600_000

    private static func rules(
        _ throughput: [String: Int], messagingLimit: Int? = nil, quiet: Configuration.Limits.QuietHours? = nil, mostInFlight: Int = 256
    ) -> GovernorRules {
        GovernorRules(
            numbers: throughput.mapValues { GovernorRules.Number(throughput: $0, portfolio: "shop") },
            pair: PairDebt.Rule(interval: .seconds(6), burst: 45), messagingLimit: messagingLimit,
            quietHours: quiet.map { QuietHours($0, civil: .utc) }, mostInFlight: mostInFlight)
    }

    private static func head(
        _ index: Int, _ number: String, _ contact: Int, _ priority: OutgoingMessage.Priority, outside: Bool = false
    ) -> GovernorHead {
        GovernorHead(
            id: OutgoingID(stored: "m\(index)"), number: number, contact: ContactID(stored: "c\(contact)"), priority: priority,
            isMarketing: priority == .campaign, template: outside ? TemplateKey(name: "offer") : nil, isOutsideWindow: outside)
    }

    @Test("of many messages of all kinds none breaks a limit, and at least 95 % of the throughput is used while anything waits")
    func mixed() {
        var random = SeededGenerator(seed: 7)
        let throughput = ["a": 80, "b": 1_000, "c": 20]
        // The load of each number in proportion to its rate, so that all are busy to the end.
        let shares: [(String, Int)] = [("a", 80), ("b", 1_000), ("c", 20)]
        let total = shares.reduce(0) { $0 + $1.1 }
        var lanes: [GovernorSimulation.Lane] = []
        var index = 0
        for (number, share) in shares {
            var left = Self.count * share / total
            var contact = 0
            while left > 0 {
                contact += 1
                let kind = Int.random(in: 0..<10, using: &random)
                let priority: OutgoingMessage.Priority = kind < 4 ? .reply : kind < 6 ? .notification : .campaign
                let length = min(left, priority == .reply ? Int.random(in: 1...12, using: &random) : 1)
                left -= length
                let heads = (0..<length).map { _ -> GovernorHead in
                    index += 1
                    return Self.head(index, number, contact, priority)
                }
                lanes.append(GovernorSimulation.Lane(heads: heads, since: Self.beginning))
            }
        }
        let lasting = Int64(Self.count) * 1_000 / Int64(total)
        var simulation = GovernorSimulation(
            Governor(Self.rules(throughput)), LimitChecker(throughput: throughput), lanes: lanes, from: Self.beginning)
        // A tenth of what each number could do comes in from people.
        var received: [String: Int] = [:]
        for (number, limit) in throughput {
            for time in stride(from: Self.beginning, to: Self.beginning + lasting, by: 1_000) {
                for _ in 0..<limit / 10 {
                    simulation.receive(1, on: number, at: time + Int64.random(in: 0..<1_000, using: &random))
                }
                received[number, default: 0] += limit / 10
            }
        }
        let started = ContinuousClock.now
        simulation.run()
        #expect(simulation.checker.violations.isEmpty, "\(simulation.checker.violations.prefix(3)), \(simulation.checker.violations.count) in all")
        #expect(simulation.sent.count == index)
        for (number, limit) in throughput {
            // Until the last tenth, in which some lanes have more to say than others.
            let times = simulation.sent.filter { $0.head.number == number }.map(\.time)
            guard let busy = times.dropLast(times.count / 10).last else { continue }
            let seconds = Double(busy - Self.beginning) / 1_000
            let sent = Double(times.count { $0 <= busy })
            let used = (sent + Double(limit / 10) * min(seconds, Double(lasting) / 1_000)) / (Double(limit) * seconds)
            print("governor: number \(number): \(Int(sent)) sent in \(Int(seconds)) s, \(Int(used * 1_000) / 10) % of \(limit) a second")
            #expect(used >= 0.95 && used <= 1.01, "\(number): \(used)")
        }
        print("governor: \(simulation.sent.count) messages simulated in \(ContinuousClock.now - started)")
    }

    @Test("a portfolio writes to as many people in 24 hours as it may, over all of its numbers, and to nobody more")
    func portfolio() {
        var random = SeededGenerator(seed: 11)
        let throughput = ["a": 80, "b": 80]
        let people = 1_400
        let lanes = (0..<people).map { contact in
            GovernorSimulation.Lane(
                heads: [Self.head(contact, contact % 2 == 0 ? "a" : "b", contact, .campaign, outside: true)],
                since: Self.beginning + Int64.random(in: 0..<2 * Self.hour, using: &random))
        }
        var simulation = GovernorSimulation(
            Governor(Self.rules(throughput, messagingLimit: 250)), LimitChecker(throughput: throughput, messagingLimit: 250),
            lanes: lanes, from: Self.beginning)
        simulation.run()
        #expect(simulation.checker.violations.isEmpty, "\(simulation.checker.violations.prefix(3))")
        #expect(simulation.sent.count == people)
        // 250 a day, so 1,400 take five days and the hours in which the first ones were written.
        let days = Double((simulation.sent.last?.time ?? 0) - Self.beginning) / Double(24 * Self.hour)
        let allowed = Double(people) / 250
        print("governor: \(people) people in \(days) days, at best \(allowed.rounded(.down))")
        #expect(days <= allowed.rounded(.down) * 1.05)
    }

    @Test("in quiet hours only replies go, and afterwards everything does")
    func quietHours() {
        let throughput = ["a": 80]
        let quiet = Configuration.Limits.QuietHours(from: 21 * 60, to: 8 * 60)
        let lanes = (0..<6_000).map { index in
            GovernorSimulation.Lane(
                heads: [Self.head(index, "a", index, OutgoingMessage.Priority.allCases[index % 3])],
                since: Self.beginning + Int64(index) * 24 * Self.hour / 6_000)
        }
        var simulation = GovernorSimulation(
            Governor(Self.rules(throughput, quiet: quiet)), LimitChecker(throughput: throughput, quiet: (21 * 60, 8 * 60)),
            lanes: lanes, from: Self.beginning)
        simulation.run()
        #expect(simulation.checker.violations.isEmpty, "\(simulation.checker.violations.prefix(3))")
        #expect(simulation.sent.count == 6_000)
        let replies = simulation.sent.filter { $0.head.priority == .reply }
        #expect(replies.allSatisfy { sent in sent.time - simulation.lanes[Int(sent.head.id.text.dropFirst()) ?? 0].since < 1_000 })
    }

    @Test("replies overtake a campaign, and one contact's flood delays nobody else's first message")
    func fairness() {
        let throughput = ["a": 80]
        var lanes = (0..<2_000).map { index in
            GovernorSimulation.Lane(heads: [Self.head(index, "a", index, .campaign)], since: Self.beginning)
        }
        let flood = (0..<400).map { Self.head(10_000 + $0, "a", 9_000, .reply) }
        lanes.append(GovernorSimulation.Lane(heads: flood, since: Self.beginning + 2_000))
        let others = (0..<100).map { index in
            GovernorSimulation.Lane(heads: [Self.head(20_000 + index, "a", 5_000 + index, .reply)], since: Self.beginning + 5_000)
        }
        lanes += others
        var simulation = GovernorSimulation(
            Governor(Self.rules(throughput)), LimitChecker(throughput: throughput), lanes: lanes, from: Self.beginning)
        simulation.run()
        #expect(simulation.checker.violations.isEmpty, "\(simulation.checker.violations.prefix(3))")
        let waits = simulation.sent.filter { $0.head.priority == .reply && $0.head.contact.text != "c9000" }
            .map { $0.time - Self.beginning - 5_000 }
        #expect(waits.count == 100)
        // 100 at 79 a second: the last of them after a second and a little, though a campaign and a flood were there before.
        #expect((waits.max() ?? .max) < 1_600, "\(waits.max() ?? 0)")
        let order = simulation.sent.filter { $0.head.contact.text == "c9000" }.compactMap { Int($0.head.id.text.dropFirst()) }
        #expect(order == order.sorted() && order.count == 400)
    }
}
