// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A value that comes once, and tasks that wait for it.
final class Promise<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiters: [Int: CheckedContinuation<Value?, Never>] = [:]
        var counter = 0
    }

    private let state = Mutex(State())

    var value: Value? { state.withLock { $0.value } }

    /// Gives the value to all who wait. A second value is ignored.
    func fulfill(_ value: Value) {
        let waiters = state.withLock { state -> [CheckedContinuation<Value?, Never>] in
            guard state.value == nil else { return [] }
            state.value = value
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(returning: value) }
    }

    /// The value, or nil when it has not come within `limit`.
    func value(within limit: Duration) async -> Value? {
        let id = state.withLock { state in
            state.counter += 1
            return state.counter
        }
        return await withCheckedContinuation { continuation in
            let known = state.withLock { state -> Value? in
                if state.value == nil { state.waiters[id] = continuation }
                return state.value
            }
            if let known { return continuation.resume(returning: known) }
            Task {
                try await Task.sleep(for: limit)
                state.withLock { $0.waiters.removeValue(forKey: id) }?.resume(returning: nil)
            }
        }
    }
}
