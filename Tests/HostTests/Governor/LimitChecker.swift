// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store

@testable import Host

/// Checks sends against the platform's documented limits, from the record of what happened alone: it shares no arithmetic
/// with the governor.
struct LimitChecker {
    struct Sent: Hashable {
        var head: GovernorHead
        var time: Int64
    }

    /// Messages a second of each number.
    var throughput: [String: Int]
    var messagingLimit: Int?
    /// Quiet from so many minutes after midnight UTC to so many.
    var quiet: (from: Int64, to: Int64)?
    /// When templates are paused.
    var paused: [TemplateKey: Range<Int64>] = [:]
    /// When templates are of low quality, so that campaigns leave them alone.
    var weak: [TemplateKey: Range<Int64>] = [:]
    private(set) var violations: [String] = []

    /// The moments at which a number sent or received, of the last second.
    private var seconds: [String: ArraySlice<Int64>] = [:]
    /// When a number was last told that it sends too fast, and how much it has sent since.
    private var told: [String: (at: Int64, sent: Int)] = [:]
    /// Until when a person gets no marketing.
    private var spared: [ContactID: Int64] = [:]
    /// The moments at which a pair was sent to, of the last 45.
    private var pairs: [String: [Int64]] = [:]
    /// What each pair owes, message by message: the moment at which the last one has had its six seconds.
    private var owed: [String: Int64] = [:]
    private var users: [(time: Int64, contact: ContactID)] = []
    private var oldestUser = 0
    private var counts: [ContactID: Int] = [:]

    init(throughput: [String: Int], messagingLimit: Int? = nil, quiet: (from: Int64, to: Int64)? = nil) {
        self.throughput = throughput
        self.messagingLimit = messagingLimit
        self.quiet = quiet
    }

    mutating func received(on number: String, at time: Int64) { seconds[number, default: []].append(time) }

    mutating func sent(_ head: GovernorHead, at time: Int64) {
        guard head.isMessage else { return }
        checkThroughput(head, time)
        checkPair(head, time)
        if head.isOutsideWindow { checkPortfolio(head, time) }
        if head.isMarketing, let until = spared[head.contact], time < until { violations.append("\(time): marketing to \(head.contact) after 131049") }
        if let template = head.template {
            if paused[template]?.contains(time) == true { violations.append("\(time): the paused template \(template.name)") }
            if head.priority == .campaign, weak[template]?.contains(time) == true { violations.append("\(time): a campaign with \(template.name)") }
        }
        if head.priority != .reply, let quiet {
            let minute = time / 60_000 % 1_440
            let isQuiet = quiet.from <= quiet.to ? (quiet.from..<quiet.to).contains(minute) : minute >= quiet.from || minute < quiet.to
            if isQuiet { violations.append("\(time): \(head.priority) in the quiet hours") }
        }
    }

    /// The platform said 130429: in the second that follows the number sends half of what it may, and what its bucket holds.
    mutating func slowed(_ number: String, at time: Int64) { told[number] = (time, 0) }

    /// The platform said 131049: no marketing for 24 hours.
    mutating func refusedMarketing(to contact: ContactID, at time: Int64) { spared[contact] = time + 86_400_000 }

    /// Sent and received together, in any second that ends with this send.
    private mutating func checkThroughput(_ head: GovernorHead, _ time: Int64) {
        seconds[head.number, default: []].append(time)
        guard let limit = throughput[head.number] else { return }
        if let last = told[head.number], time - last.at < 1_000 {
            told[head.number] = (last.at, last.sent + 1)
            if last.sent + 1 > limit / 2 + max(1, limit / 40) { violations.append("\(time): \(head.number) did not slow down after 130429") }
        }
        let recent = seconds[head.number, default: []].drop { $0 <= time - 1_000 }
        seconds[head.number] = ArraySlice(recent)
        if recent.count > limit { violations.append("\(time): \(recent.count) messages of \(head.number) in a second") }
    }

    /// No 46 in 6 seconds; never more than 45 ahead of their time; and no campaign ahead of its time at all.
    private mutating func checkPair(_ head: GovernorHead, _ time: Int64) {
        let pair = head.number + " " + head.contact.text
        var moments = pairs[pair, default: []]
        moments.append(time)
        if moments.count > 46 { moments.removeFirst() }
        pairs[pair] = moments
        if moments.count == 46, time - moments[0] < 6_000 { violations.append("\(time): 46 messages to \(pair) in 6 seconds") }
        let before = owed[pair, default: 0]
        if head.priority == .campaign, before > time { violations.append("\(time): \(head.priority) to \(pair) ahead of its time") }
        let after = max(before, time) + 6_000
        owed[pair] = after
        if after - time > 45 * 6_000 { violations.append("\(time): more than 45 messages ahead to \(pair)") }
    }

    /// Different people in any 24 hours that end with this send.
    private mutating func checkPortfolio(_ head: GovernorHead, _ time: Int64) {
        users.append((time, head.contact))
        counts[head.contact, default: 0] += 1
        while users[oldestUser].time <= time - 86_400_000 {
            let contact = users[oldestUser].contact
            counts[contact, default: 1] -= 1
            if counts[contact] == 0 { counts[contact] = nil }
            oldestUser += 1
        }
        if let messagingLimit, counts.count > messagingLimit { violations.append("\(time): \(counts.count) people in 24 hours") }
    }
}
