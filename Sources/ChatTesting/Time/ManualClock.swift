// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Synchronization

/// A clock that stands still until it is told to go on. Whoever sleeps on it wakes when its time has come.
package final class ManualClock: Clock {
    private struct Sleeper {
        var deadline: Timestamp
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Timestamp
        var sleepers: [Int: Sleeper] = [:]
        /// Cancelled before they slept.
        var cancelled: Set<Int> = []
        var lastID = 0
    }

    private let state: Mutex<State>

    package init(_ now: Timestamp) { state = Mutex(State(now: now)) }

    package var now: Timestamp { state.withLock(\.now) }

    /// How many tasks sleep on it.
    package var sleepers: Int { state.withLock { $0.sleepers.count } }

    package func advance(by duration: Duration) { advance(to: now + duration) }

    /// Makes it `time`, and wakes those whose deadline it is or was, the earliest first. It never goes back.
    package func advance(to time: Timestamp) {
        let woken = state.withLock { state -> [Sleeper] in
            guard time > state.now else { return [] }
            state.now = time
            let due = state.sleepers.filter { $0.value.deadline <= time }
            for id in due.keys { state.sleepers[id] = nil }
            return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }.map(\.value)
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    package func sleep(until deadline: Timestamp) async throws {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome = state.withLock { state -> Result<Void, any Error>? in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if state.now >= deadline { return .success(()) }
                    state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                if let sleeper = state.sleepers.removeValue(forKey: id) { return sleeper }
                state.cancelled.insert(id)
                return nil
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
        // A cancellation that came too late to matter must not be remembered for ever.
        state.withLock { _ = $0.cancelled.remove(id) }
    }
}
