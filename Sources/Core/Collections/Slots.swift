// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A number of slots that tasks take and free; who finds none waits in line.
package final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiting = FIFO<CheckedContinuation<Void, Never>>()
    }

    private let state: Mutex<State>

    package init(_ count: Int) { state = Mutex(State(free: max(count, 1))) }

    package func take() async {
        await withCheckedContinuation { continuation in
            let isTaken = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isTaken { continuation.resume() }
        }
    }

    package func free() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if let next = state.waiting.popFirst() { return next }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
