// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Synchronization

/// Lets a lane wait until its person has stopped writing, and remembers which messages were taken together with an earlier one.
final class Coalescer: Sendable {
    private struct State {
        var waiters: [String: (until: Timestamp, continuation: CheckedContinuation<Void, Never>)] = [:]
        /// Entries that stand in another, and may still come up in their lane.
        var absorbed: Set<UpdateID> = []
        var isStopping = false
    }

    private let clock: any Clock
    private let activity: Activity
    private let state = Mutex(State())

    init(clock: any Clock, activity: Activity) {
        self.clock = clock
        self.activity = activity
    }

    /// When the next lane goes on; nil where none waits.
    var nextDue: Timestamp? { state.withLock { $0.waiters.values.map(\.until).min() } }

    /// Returns at `time`, or earlier where the host stops.
    func wait(_ lane: String, until time: Timestamp) async {
        let alarm = Task { [clock] in
            do {
                try await clock.sleep(until: time)
            } catch {
                return  // somebody else has woken it
            }
            self.wake(lane)
        }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let waits = state.withLock { state in
                if state.isStopping { return false }
                state.waiters[lane] = (time, continuation)
                return true
            }
            guard waits else { return continuation.resume() }
            // Whoever waits is not under way; whoever wakes it says that it is again.
            activity.end()
            if time <= clock.now { wake(lane) }
        }
        alarm.cancel()
    }

    private func wake(_ lane: String) {
        guard let waiter = state.withLock({ $0.waiters.removeValue(forKey: lane) }) else { return }
        activity.begin()
        waiter.continuation.resume()
    }

    /// Lets every lane go on.
    func stop() {
        let lanes = state.withLock { state in
            state.isStopping = true
            return Array(state.waiters.keys)
        }
        for lane in lanes { wake(lane) }
    }

    /// These stand in another entry: they are passed over when they come up.
    func absorb(_ ids: [UpdateID]) { state.withLock { $0.absorbed.formUnion(ids) } }

    /// Whether the entry stands in another; it is forgotten with the question.
    func wasAbsorbed(_ id: UpdateID) -> Bool { state.withLock { $0.absorbed.remove(id) != nil } }
}
