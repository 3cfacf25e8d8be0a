// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store

@testable import Host

/// Sends messages through a governor as the sender does, on a clock that jumps from one event to the next.
struct GovernorSimulation {
    private enum Event {
        /// The first message of a lane asks.
        case ask(Int)
        /// What is queued is looked through.
        case turn
        /// A request of the lane has its answer.
        case answer(Int, Refusal?)
        /// The platform tells something of its limits.
        case notice((inout Governor) -> Void)
        /// Messages arrive on a number.
        case inbound(String, count: Int)
    }

    /// A contact's messages of one number and priority, sent in order.
    struct Lane {
        var heads: [GovernorHead]
        var next = 0
        /// When its first message was there.
        var since: Int64 = 0
    }

    /// What the platform may answer to a message instead of taking it.
    enum Refusal {
        /// 130429: the number sends too fast.
        case throughput
        /// 131049: the person has had enough marketing.
        case marketing
    }

    var governor: Governor
    var checker: LimitChecker
    var lanes: [Lane]
    /// From the request to its answer, in milliseconds.
    var latency: Int64 = 120
    /// Whether the platform refuses a message: the head, how often it was refused before, and how many of its number went before it.
    var refusal: (_ head: GovernorHead, _ refusals: Int, _ before: Int) -> Refusal? = { _, _, _ in nil }
    /// Every request, also those that were refused.
    private(set) var sent: [LimitChecker.Sent] = []
    /// How many messages the platform took.
    private(set) var accepted = 0
    /// When each number was told that it sends too fast.
    private(set) var slowed: [String: [Int64]] = [:]
    /// Whom the platform refused marketing to.
    private(set) var spared: Set<ContactID> = []
    private(set) var refused: [GovernorHead] = []
    private(set) var now: Int64
    private var events = EventHeap<Event>()
    private var laneOf: [OutgoingID: Int] = [:]
    private var refusals: [OutgoingID: Int] = [:]
    private var counts: [String: Int] = [:]
    private var turnAt: Int64 = .max

    init(_ governor: Governor, _ checker: LimitChecker, lanes: [Lane], from beginning: Int64) {
        self.governor = governor
        self.checker = checker
        self.lanes = lanes
        now = beginning
        for (index, lane) in lanes.enumerated() {
            events.push(.ask(index), at: max(lane.since, beginning))
            for head in lane.heads { laneOf[head.id] = index }
        }
    }

    mutating func receive(_ count: Int, on number: String, at time: Int64) { events.push(.inbound(number, count: count), at: time) }

    mutating func tell(at time: Int64, _ notice: @escaping (inout Governor) -> Void) { events.push(.notice(notice), at: time) }

    /// Runs until everything has been sent, or `end` comes.
    mutating func run(until end: Int64 = .max) {
        while let (event, time) = events.pop() {
            if time > end { return }
            now = max(now, time)
            let moment = Timestamp(milliseconds: now)
            switch event {
            case .ask(let lane):
                let head = lanes[lane].heads[lanes[lane].next]
                act(on: governor.ask(head, at: moment), head)
                turn(moment)
            case .turn:
                if turnAt <= now { turnAt = .max }
                turn(moment)
            case .answer(let lane, let refusal):
                governor.finished()
                if let refusal { refuse(lane, refusal, moment) }
                turn(moment)
            case .notice(let notice):
                notice(&governor)
                turn(moment)
            case .inbound(let number, let count):
                governor.received(count, on: number, at: moment)
                for _ in 0..<count { checker.received(on: number, at: now) }
            }
        }
    }

    private mutating func turn(_ moment: Timestamp) {
        let (decided, next) = governor.release(at: moment)
        for (head, decision) in decided { act(on: decision, head) }
        guard let next, next.milliseconds < turnAt else { return }
        turnAt = next.milliseconds
        events.push(.turn, at: turnAt)
    }

    /// What the sender does about a refusal: the governor learns of it, and the message is sent again when that may help.
    private mutating func refuse(_ lane: Int, _ refusal: Refusal, _ moment: Timestamp) {
        let head = lanes[lane].heads[lanes[lane].next]
        switch refusal {
        case .throughput:
            governor.slow(head.number, at: moment)
            slowed[head.number, default: []].append(now)
            checker.slowed(head.number, at: now)
            events.push(.ask(lane), at: now + 2_000)
        case .marketing:
            governor.remember(.after(governor.marketing(of: head.contact), at: moment), of: head.contact)
            spared.insert(head.contact)
            checker.refusedMarketing(to: head.contact, at: now)
            events.push(.ask(lane), at: now + 2_000)
        }
    }

    private mutating func act(on decision: GovernorDecision, _ head: GovernorHead) {
        guard let lane = laneOf[head.id] else { return }
        switch decision {
        case .go:
            sent.append(LimitChecker.Sent(head: head, time: now))
            checker.sent(head, at: now)
            let before = counts[head.number, default: 0]
            counts[head.number] = before + 1
            let refusal = refusal(head, refusals[head.id, default: 0], before)
            events.push(.answer(lane, refusal), at: now + latency)
            guard refusal == nil else {
                refusals[head.id, default: 0] += 1
                return
            }
            accepted += 1
            lanes[lane].next += 1
            if lanes[lane].next < lanes[lane].heads.count { events.push(.ask(lane), at: now + latency) }
        case .queued: break
        case .later(let time, _): events.push(.ask(lane), at: max(time.milliseconds, now + 1))
        case .refused:
            refused.append(head)
            lanes[lane].next += 1
            if lanes[lane].next < lanes[lane].heads.count { events.push(.ask(lane), at: now) }
        }
    }
}

/// Events by time, and in the order in which they were pushed where that is the same.
struct EventHeap<Event> {
    private var items: [(time: Int64, order: Int, event: Event)] = []
    private var pushed = 0

    mutating func push(_ event: Event, at time: Int64) {
        pushed += 1
        items.append((time, pushed, event))
        var child = items.count - 1
        while child > 0, isBefore(child, (child - 1) / 2) {
            items.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> (Event, at: Int64)? {
        guard let first = items.first else { return nil }
        let last = items.removeLast()
        if !items.isEmpty {
            items[0] = last
            var parent = 0
            while true {
                var least = parent
                for child in [2 * parent + 1, 2 * parent + 2] where child < items.count && isBefore(child, least) { least = child }
                if least == parent { break }
                items.swapAt(parent, least)
                parent = least
            }
        }
        return (first.event, first.time)
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (items[left].time, items[left].order) < (items[right].time, items[right].order)
    }
}
