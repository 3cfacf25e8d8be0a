// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// What was sent to the host, what it acknowledged, and what came back.
final class Ledger: Sendable {
    /// One contact's part.
    struct Account: Sendable {
        /// In the order in which the messages were acknowledged.
        var expected: [Expectation] = []
        /// In the order in which they came for the first time.
        var replies: [String] = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    /// A message that came although it had come before.
    struct Repetition: Hashable, Sendable {
        var outgoing: String
        /// It was on its way at a kill, and no status of it had been acknowledged when it was sent again.
        var isExcused: Bool
        /// Whether a status of it had been acknowledged, and how long before the last kill it had been answered.
        var circumstances: String
    }

    private struct State {
        var accounts: [String: Account] = [:]
        var acceptances: [Acceptance] = []
        var known: Set<String> = []
        var repetitions: [Repetition] = []
        /// When the host acknowledged the first status of a message.
        var statuses: [String: ContinuousClock.Instant] = [:]
        var atRisk: Set<String> = []
        var isDown = false
        var life = 0
        var lastKill: ContinuousClock.Instant?
        var posted = 0
        var acknowledged = 0
        var files = 0
        var isClosed = false
        var room: [CheckedContinuation<Void, Never>] = []
    }

    /// How long after its answer went out a message counts as on its way: the host reads and commits it meanwhile.
    private static let commitTime = Duration.seconds(1)
    /// How long a message may take from the host's last look at its statuses to the stand-in, on a busy machine: a status
    /// that was acknowledged in between came too late for it. Shorter than the wait for statuses, so that a host that
    /// disregards them is found out.
    private static let sendTime = Duration.seconds(1)
    /// Messages without a reply, beyond which nobody writes another.
    private static let mostOpen = 1_500

    private let state = Mutex(State())

    // MARK: - Writing

    /// Waits until there is room for one more message.
    func room() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.isClosed || state.posted - state.known.count < Self.mostOpen { return true }
                state.room.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    func posting(_ expectation: Expectation, from contact: String) {
        state.withLock { state in
            state.posted += 1
            state.accounts[contact, default: Account()].expected.append(expectation)
        }
    }

    /// A message with a file is sent.
    func postingFile() { state.withLock { $0.files += 1 } }
    var files: Int { state.withLock { $0.files } }

    func acknowledged() { state.withLock { $0.acknowledged += 1 } }

    /// Waits until the contact has so many replies, or writing ends.
    func replies(_ count: Int, to contact: String) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.isClosed || (state.accounts[contact]?.replies.count ?? 0) >= count { return true }
                state.accounts[contact, default: Account()].waiters.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Nobody is to write or wait any more.
    func close() {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.isClosed = true
            var waiters = state.room
            state.room = []
            for contact in state.accounts.keys {
                waiters += state.accounts[contact]?.waiters.map(\.continuation) ?? []
                state.accounts[contact]?.waiters = []
            }
            return waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    // MARK: - What comes back

    func taken(_ acceptance: Acceptance) -> Int {
        let (position, waiters) = state.withLock { state -> (Int, [CheckedContinuation<Void, Never>]) in
            state.acceptances.append(acceptance)
            let position = state.acceptances.count - 1
            let id = acceptance.outgoing
            guard state.known.insert(id).inserted else {
                state.repetitions.append(
                    Repetition(
                        outgoing: id,
                        isExcused: state.atRisk.contains(id)
                            && (state.statuses[id].map { acceptance.arrived - $0 < Self.sendTime } ?? true),
                        circumstances: Self.circumstances(of: acceptance, state)))
                return (position, [])
            }
            // It lay in the socket of a host that is dead already.
            if state.isDown || acceptance.life < state.life { state.atRisk.insert(id) }
            var account = state.accounts[acceptance.to] ?? Account()
            account.replies.append(acceptance.text)
            var waiters = account.waiters.filter { $0.count <= account.replies.count }.map(\.continuation)
            account.waiters.removeAll { $0.count <= account.replies.count }
            state.accounts[acceptance.to] = account
            if !state.room.isEmpty { waiters.append(state.room.removeFirst()) }
            return (position, waiters)
        }
        for waiter in waiters { waiter.resume() }
        return position
    }

    func answered(_ position: Int) { state.withLock { $0.acceptances[position].answered = .now } }

    /// The host has acknowledged statuses of these.
    func statusesKnown(_ acceptances: [Acceptance]) {
        let now = ContinuousClock.now
        state.withLock { state in
            for acceptance in acceptances where state.statuses[acceptance.outgoing] == nil {
                state.statuses[acceptance.outgoing] = now
            }
        }
    }

    // MARK: - Kills

    /// Tells which of its lives begins.
    func hostStarts() -> Int {
        state.withLock { state in
            state.isDown = false
            state.life += 1
            return state.life
        }
    }

    /// The host is about to be killed: what is on its way now may come again.
    func hostDies() {
        let now = ContinuousClock.now
        state.withLock { state in
            state.isDown = true
            state.lastKill = now
            for acceptance in state.acceptances where acceptance.answered.map({ now - $0 < Self.commitTime }) ?? true {
                state.atRisk.insert(acceptance.outgoing)
            }
        }
    }

    private static func circumstances(of repetition: Acceptance, _ state: State) -> String {
        let id = repetition.outgoing
        let first = state.acceptances.first { $0.outgoing == id }
        let age = first?.answered.flatMap { answered in state.lastKill.map { "\($0 - answered) before the last kill" } }
        let status = state.statuses[id].map { "status known for \(repetition.arrived - $0)" } ?? "no status known"
        return "\(status), answered \(age ?? "never")"
    }

    // MARK: - Reading

    var open: Int { state.withLock { $0.posted - $0.known.count } }
    var taken: Int { state.withLock { $0.acceptances.count } }

    var verdict: Verdict {
        state.withLock { state in
            Verdict(
                accounts: state.accounts, posted: state.posted, acknowledged: state.acknowledged,
                repetitions: state.repetitions, atRisk: state.atRisk.count)
        }
    }
}
