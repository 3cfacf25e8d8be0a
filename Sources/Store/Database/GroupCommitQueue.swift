// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Synchronization

/// Collects transactions while a commit is under way, so that the next commit carries them all.
///
/// A thin shell: callers append, one writer thread takes everything that waits.
final class GroupCommitQueue: Sendable {
    private struct State {
        var waiting: [any Transaction] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)
    private let largest: Int

    /// - Parameter largest: how many transactions one commit carries at most.
    init(largest: Int = 1_024) { self.largest = largest }

    /// Adds a transaction, or tells false where the queue is closed.
    func append(_ transaction: any Transaction) -> Bool {
        let (accepted, wakes) = state.withLock { state -> (Bool, Bool) in
            if state.isClosed { return (false, false) }
            state.waiting.append(transaction)
            return (true, state.waiting.count == 1)
        }
        if wakes { signal.signal() }
        return accepted
    }

    /// Waits for transactions and takes them, oldest first; nil when the queue is closed and empty.
    func take() -> [any Transaction]? {
        while true {
            let batch = state.withLock { state -> [any Transaction]? in
                if state.waiting.isEmpty { return state.isClosed ? nil : [] }
                if state.waiting.count <= largest {
                    let all = state.waiting
                    state.waiting = []
                    return all
                }
                let first = Array(state.waiting.prefix(largest))
                state.waiting.removeFirst(largest)
                return first
            }
            guard let batch else { return nil }
            if !batch.isEmpty { return batch }
            signal.wait()
        }
    }

    var isClosed: Bool { state.withLock(\.isClosed) }

    /// Refuses new transactions; those that wait are still taken.
    func close() {
        state.withLock { $0.isClosed = true }
        signal.signal()
    }
}
