// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Synchronization

/// Lets messages out as the governor decides: whoever asks waits here until theirs may go.
final class SendGate: Sendable {
    /// What becomes of a message that asks.
    enum Verdict: Sendable {
        /// It is to be sent now; ``SendGate/finished()`` is called once it has its answer.
        case go
        /// It is to ask again then.
        case later(Timestamp, String)
        case refused(String)
        /// The sender stops.
        case stopped
    }

    private struct State {
        var governor: Governor
        var parked: [OutgoingID: CheckedContinuation<Verdict, Never>] = [:]
        /// When time alone lets the next message out, and who wakes up for that.
        var wakesAt: Timestamp?
        var waker: Task<Void, Never>?
        var isStopped = false
    }

    private let state: Mutex<State>
    private let clock: any Clock

    init(_ governor: Governor, clock: any Clock) {
        state = Mutex(State(governor: governor))
        self.clock = clock
    }

    /// Returns when the message may go, or it is known that it may not go yet, or never.
    func pass(_ head: GovernorHead) async -> Verdict {
        await withCheckedContinuation { continuation in
            let now = clock.now
            let verdict = state.withLock { state -> Verdict? in
                if state.isStopped { return .stopped }
                let verdict = Verdict(state.governor.ask(head, at: now))
                if verdict == nil { state.parked[head.id] = continuation }
                return verdict
            }
            if let verdict { continuation.resume(returning: verdict) } else { turn() }
        }
    }

    /// A message that went has its answer.
    func finished() {
        let isAwaited = state.withLock { state in
            state.governor.finished()
            return !state.parked.isEmpty
        }
        if isAwaited { turn() }
    }

    /// Tells the governor something, or asks it; whatever may go now goes.
    @discardableResult
    func tell<T: Sendable>(_ body: (inout Governor, Timestamp) -> sending T) -> T {
        let now = clock.now
        let (result, isAwaited) = state.withLock { state in (body(&state.governor, now), !state.parked.isEmpty) }
        if isAwaited { turn() }
        return result
    }

    /// Lets nothing out any more.
    func stop() {
        let (parked, waker) = state.withLock { state in
            state.isStopped = true
            _ = state.governor.drain()
            defer {
                state.parked = [:]
                state.waker = nil
            }
            return (Array(state.parked.values), state.waker)
        }
        waker?.cancel()
        for continuation in parked { continuation.resume(returning: .stopped) }
    }

    /// Lets out what may go, and sees to it that the next one is let out in its time.
    private func turn() {
        let now = clock.now
        let (resumed, cancelled) = state.withLock { state -> ([(CheckedContinuation<Verdict, Never>, Verdict)], Task<Void, Never>?) in
            guard !state.isStopped else { return ([], nil) }
            let (decided, next) = state.governor.release(at: now)
            let resumed = decided.compactMap { head, decision -> (CheckedContinuation<Verdict, Never>, Verdict)? in
                guard let verdict = Verdict(decision), let continuation = state.parked.removeValue(forKey: head.id) else { return nil }
                return (continuation, verdict)
            }
            guard let next, next != state.wakesAt else { return (resumed, nil) }
            let former = state.waker
            state.wakesAt = next
            state.waker = Task { [weak self, clock] in
                do {
                    try await clock.sleep(until: next)
                } catch {
                    // Somebody else wakes up earlier, or nobody is to wake up any more.
                    return
                }
                self?.wake(next)
            }
            return (resumed, former)
        }
        cancelled?.cancel()
        for (continuation, verdict) in resumed { continuation.resume(returning: verdict) }
    }

    private func wake(_ time: Timestamp) {
        state.withLock { state in
            if state.wakesAt == time { state.wakesAt = nil }
        }
        turn()
    }
}

extension SendGate.Verdict {
    /// Nil where it is queued.
    fileprivate init?(_ decision: GovernorDecision) {
        switch decision {
        case .go: self = .go
        case .queued: return nil
        case .later(let time, let hold): self = .later(time, hold.description)
        case .refused(let reason): self = .refused(reason)
        }
    }
}
