// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Keeps calls away from something that fails: a WhatsApp number, an AI provider, an HTTP host.
///
/// ```
///              failures in a row reach the policy's number
///   (closed) ───────────────────────────────────────────────▶ (open)
///       ▲                                                     │    ▲
///       │ the probe succeeds                `reset` has passed│    │ the probe fails
///       │                                                     ▼    │
///       ╰──────────────────────────────────────────────── (half open): one call, the probe, may go
/// ```
///
/// Ask ``admit(at:within:)`` before a call, and tell what came of it with the pass it gave. What a call tells that began
/// in an earlier state changes nothing: its answer is old news. Only failures of the other side belong here (no
/// connection, no answer in time, an answer that says "down"); a call that was wrong by itself is a success of the line.
package struct CircuitBreaker: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        case closed, open
        case halfOpen = "half_open"
    }

    /// A change of state: to be counted, logged, and told to admins.
    package struct Transition: Hashable, Sendable {
        package var from: State
        package var to: State
        package var at: Timestamp
        /// Failures in a row that led to it.
        package var failures: Int
    }

    /// The leave to make one call, to be given back with what came of it.
    package struct Pass: Hashable, Sendable {
        fileprivate var generation: Int
    }

    package enum Admission: Hashable, Sendable {
        /// Make the call; a transition where this is the probe.
        case go(Pass, Transition?)
        /// Make none: the earliest moment at which asking again can help.
        case stop(until: Timestamp)
    }

    package let policy: Policy
    package private(set) var state: State = .closed
    /// In a row.
    package private(set) var failures = 0
    private var openedAt: Timestamp?
    /// When a probe of which nothing is heard counts as lost.
    private var probeEnds: Timestamp?
    /// Rises with every change of state and every probe: a pass of an earlier one is void.
    private var generation = 0
    /// Passes that are not given back yet.
    package private(set) var inFlight = 0

    package init(_ policy: Policy = Policy()) { self.policy = policy }

    /// As good as new: it knows of no failure, and no pass is out.
    package var isPristine: Bool { state == .closed && failures == 0 && generation == 0 && inFlight == 0 }

    /// Until when no call may be made; nil where one may be. It changes nothing, and promises nothing: ask for the leave itself.
    package func blocked(at now: Timestamp) -> Timestamp? {
        switch state {
        case .closed: return nil
        case .open:
            let end = min(openedAt ?? now, now) + policy.reset
            return now < end ? end : nil
        case .halfOpen: return probeEnds.flatMap { now < $0 ? $0 : nil }
        }
    }

    /// Decides whether a call may be made.
    /// - Parameter limit: How long the call takes at most, the policy's time-out unless said; a probe that tells nothing
    ///   for so long is lost, and another may go.
    package mutating func admit(at now: Timestamp, within limit: Duration? = nil) -> Admission {
        let admission = decide(at: now, within: limit)
        if case .go = admission { inFlight += 1 }
        return admission
    }

    private mutating func decide(at now: Timestamp, within limit: Duration?) -> Admission {
        switch state {
        case .closed:
            return .go(Pass(generation: generation), nil)
        case .open:
            // A clock that was set back must not keep it open for longer.
            let opened = min(openedAt ?? now, now)
            openedAt = opened
            guard now >= opened + policy.reset else { return .stop(until: opened + policy.reset) }
            let transition = move(to: .halfOpen, at: now)
            probeEnds = now + (limit ?? policy.timeout)
            return .go(Pass(generation: generation), transition)
        case .halfOpen:
            if let probeEnds, now < probeEnds { return .stop(until: probeEnds) }
            generation += 1
            probeEnds = now + (limit ?? policy.timeout)
            return .go(Pass(generation: generation), nil)
        }
    }

    /// The call was answered.
    package mutating func succeeded(_ pass: Pass, at now: Timestamp) -> Transition? {
        defer { giveBack() }
        guard pass.generation == generation else { return nil }
        let transition = state == .closed ? nil : move(to: .closed, at: now)
        failures = 0
        return transition
    }

    /// The call failed, and the other side is the reason.
    package mutating func failed(_ pass: Pass, at now: Timestamp) -> Transition? {
        defer { giveBack() }
        guard pass.generation == generation else { return nil }
        failures += 1
        guard state == .halfOpen || failures >= policy.failures else { return nil }
        return move(to: .open, at: now)
    }

    /// The call was never made or was given up, which says nothing about the other side: the next one may be the probe.
    package mutating func abandoned(_ pass: Pass) {
        defer { giveBack() }
        guard pass.generation == generation, state == .halfOpen else { return }
        probeEnds = nil
    }

    /// Once no pass is out there is none that could be void: a closed line may count from the beginning again.
    private mutating func giveBack() {
        inFlight = max(0, inFlight - 1)
        if state == .closed, inFlight == 0 { generation = 0 }
    }

    private mutating func move(to new: State, at now: Timestamp) -> Transition {
        defer {
            state = new
            generation += 1
            probeEnds = nil
            openedAt = new == .open ? now : nil
        }
        return Transition(from: state, to: new, at: now, failures: failures)
    }
}
