// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Open while the host can be reached; whoever finds it closed waits before it.
final class Door: Sendable {
    private enum Position { case closed, open, removed }
    private struct State {
        var position = Position.closed
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func open() { move(to: .open) }

    func close() { state.withLock { if $0.position == .open { $0.position = .closed } } }

    /// Lets everybody through for good: the test is over, and nobody is to wait any more.
    func remove() { move(to: .removed) }

    var isRemoved: Bool { state.withLock { $0.position == .removed } }

    func pass() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.position != .closed { return true }
                state.waiters.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func move(to position: Position) {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            if state.position != .removed { state.position = position }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
