// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Language
import Store
import Testing

@testable import Host

/// Mixed traffic through the governor, judged by ``LimitChecker``. `make simulation` sends a million.
@Suite("The governor, simulated")
struct GovernorSimulationTests {
    private static let count = ProcessInfo.processInfo.environment["MOONPOST_SIMULATION"].flatMap { Int($0) } ?? 200_000
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
        _ index: Int, _ number: String, _ contact: Int, _ priority: OutgoingMessage.Priority, outside: Bool = false,
        template: TemplateKey? = nil
    ) -> GovernorHead {
        GovernorHead(
            id: OutgoingID(stored: "m\(index)"), number: number, contact: ContactID(stored: "c\(contact)"), priority: priority,
            isMarketing: priority == .campaign, template: template ?? (outside ? TemplateKey(name: "offer") : nil), isOutsideWindow: outside)
    }

    private static let paused = TemplateKey(name: "paused", language: "en")
    private static let weak = TemplateKey(name: "weak", language: "en")

    /// Lanes of replies, notifications and campaigns, with templates that are well and others, so many messages for each number that all are busy to
    /// the end.
    private static func mixedLanes(_ throughput: [String: Int], since: Int64, _ random: inout SeededGenerator) -> [GovernorSimulation.Lane] {
        let total = throughput.values.reduce(0, +)
        var lanes: [GovernorSimulation.Lane] = []
        var (index, contact) = (0, 0)
        for (number, share) in throughput.sorted(by: { $0.key < $1.key }) {
            var left = count * share / total
            while left > 0 {
                contact += 1
                let kind = Int.random(in: 0..<10, using: &random)
                let priority: OutgoingMessage.Priority = kind < 4 ? .reply : kind < 6 ? .notification : .campaign
                let template: TemplateKey? =
                    switch (priority, contact % 10) {
                    case (.reply, _): nil
                    case (_, 0): paused
                    case (_, 1): weak
                    default: TemplateKey(name: "offer", language: "en")
                    }
                let length = min(left, priority == .reply ? Int.random(in: 1...12, using: &random) : 1)
                left -= length
                let heads = (0..<length).map { _ -> GovernorHead in
                    index += 1
                    return head(index, number, contact, priority, template: template)
                }
                lanes.append(GovernorSimulation.Lane(heads: heads, since: since))
            }
        }
        return lanes
    }

    /// How many seconds' worth of sending the 130429s of a number took until a moment: each halves the rate, which comes back by a fiftieth a second.
    private static func lost(_ slowed: [Int64], until end: Int64) -> Double {
        slowed.map { time in
            let seconds = min(25, max(0, Double(end - time) / 1_000))
            return 0.5 * seconds - 0.01 * seconds * seconds
        }.reduce(0, +)
    }

    @Test("of many messages of all kinds, refused ones among them, none breaks a limit, and at least 95 % of the throughput is used while anything waits")
    func mixed() {
        var random = SeededGenerator(seed: 7)
        let throughput = ["a": 80, "b": 1_000, "c": 20]
        let lasting = Int64(Self.count) * 1_000 / Int64(throughput.values.reduce(0, +))
        // Quiet hours until eight, a fifth of the way.
        let eight = Self.beginning - Self.hour
        let beginning = eight - lasting / 5
        let quiet = Configuration.Limits.QuietHours(from: 21 * 60, to: 8 * 60)
        let lanes = Self.mixedLanes(throughput, since: beginning, &random)
        var checker = LimitChecker(throughput: throughput, quiet: (21 * 60, 8 * 60))
        let (resumes, recovers) = (beginning + lasting / 2, beginning + lasting * 3 / 5)
        checker.paused[Self.paused] = beginning..<resumes
        checker.weak[Self.weak] = beginning..<recovers
        var simulation = GovernorSimulation(Governor(Self.rules(throughput, quiet: quiet)), checker, lanes: lanes, from: beginning)
        for number in throughput.keys {
            simulation.governor.learn(status: .paused(until: Timestamp(milliseconds: resumes)), of: Self.paused, number)
            simulation.governor.learn(quality: .lowQuality, of: Self.weak, number)
            simulation.tell(at: recovers) { $0.learn(quality: nil, of: Self.weak, number) }
        }
        // 130429 after three seconds of each number, and every 200 seconds; 131049 for one in fifty.
        simulation.refusal = { head, refusals, before in
            let limit = throughput[head.number] ?? 1
            if before % (limit * 200) == limit * 3 { return .throughput }
            return head.isMarketing && refusals == 0 && (Int(head.contact.text.dropFirst()) ?? 0) % 50 == 7 ? .marketing : nil
        }
        // A tenth of what each number could do comes in from people.
        for (number, limit) in throughput.sorted(by: { $0.key < $1.key }) {
            for time in stride(from: beginning, to: beginning + lasting, by: 1_000) {
                for _ in 0..<limit / 10 { simulation.receive(1, on: number, at: time + Int64.random(in: 0..<1_000, using: &random)) }
            }
        }
        let started = ContinuousClock.now
        simulation.run()
        #expect(simulation.checker.violations.isEmpty, "\(simulation.checker.violations.prefix(3)), \(simulation.checker.violations.count) in all")
        #expect(simulation.accepted == lanes.map(\.heads.count).reduce(0, +) && simulation.refused.isEmpty)
        #expect(!simulation.spared.isEmpty && simulation.slowed.count == throughput.count)
        #expect(simulation.sent.contains { $0.head.template == Self.paused } && simulation.sent.contains { $0.head.template == Self.weak })
        for (number, limit) in throughput.sorted(by: { $0.key < $1.key }) {
            // Until the last tenth, in which some lanes have more to say than others, and what was kept waiting goes.
            let times = simulation.sent.filter { $0.head.number == number }.map(\.time)
            guard let busy = times.dropLast(times.count / 10).last else { continue }
            let seconds = Double(busy - beginning) / 1_000
            let sent = Double(times.count { $0 <= busy })
            let allowed = Double(limit) * (seconds - Self.lost(simulation.slowed[number] ?? [], until: busy))
            let used = (sent + Double(limit / 10) * min(seconds, Double(lasting) / 1_000)) / allowed
            print("governor: number \(number): \(Int(sent)) sent in \(Int(seconds)) s, \(Int(used * 1_000) / 10) % of \(limit) a second")
            #expect(used >= 0.95 && used <= 1.01, "\(number): \(used)")
        }
        print("governor: \(simulation.accepted) messages simulated in \(ContinuousClock.now - started), \(simulation.spared.count) people refused marketing")
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
