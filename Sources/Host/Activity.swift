// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Counts what is under way, so that a stop or a test can wait until nothing is.
package final class Activity: Sendable {
    private struct State {
        var count = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    package init() {}

    package func begin(_ count: Int = 1) { state.withLock { $0.count += count } }

    package func end() {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.count -= 1
            guard state.count == 0 else { return [] }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    package var count: Int { state.withLock { $0.count } }

    /// Returns at the next moment at which nothing is under way.
    package func whenQuiet() async {
        await withCheckedContinuation { continuation in
            let isQuiet = state.withLock { state in
                if state.count == 0 { return true }
                state.waiters.append(continuation)
                return false
            }
            if isQuiet { continuation.resume() }
        }
    }
}
