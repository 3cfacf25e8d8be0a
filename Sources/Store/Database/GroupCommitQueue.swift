// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Synchronization

/// Collects transactions while a commit is under way, so that the next commit carries them all.
///
/// A thin shell: callers append, one writer thread takes everything that waits.
final class GroupCommitQueue: Sendable {
    /// One caller's transaction.
    protocol Member: AnyObject, Sendable {
        /// Runs the transaction's body; keeps its result or error for ``finish(_:)``.
        func run(_ connection: any Connection) throws
        /// Answers the caller: with the body's result where `failure` is nil.
        func finish(_ failure: (any Error)?)
    }

    private struct State {
        var waiting: [any Member] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)
    private let largest: Int

    /// - Parameter largest: how many transactions one commit carries at most.
    init(largest: Int = 1_024) { self.largest = largest }

    /// Adds a transaction, or tells false where the queue is closed.
    func append(_ member: any Member) -> Bool {
        let (accepted, wakes) = state.withLock { state -> (Bool, Bool) in
            if state.isClosed { return (false, false) }
            state.waiting.append(member)
            return (true, state.waiting.count == 1)
        }
        if wakes { signal.signal() }
        return accepted
    }

    /// Waits for transactions and takes them, oldest first; nil when the queue is closed and empty.
    func take() -> [any Member]? {
        while true {
            let batch = state.withLock { state -> [any Member]? in
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

/// A transaction of one caller, and where its result goes.
final class PendingTransaction<T: Sendable>: GroupCommitQueue.Member {
    private let body: @Sendable (any Connection) throws -> T
    private let committed: @Sendable (T) -> Void
    private let continuation: CheckedContinuation<T, any Error>
    private let result = Mutex<Result<T, any Error>?>(nil)

    init(
        _ body: @escaping @Sendable (any Connection) throws -> T, _ committed: @escaping @Sendable (T) -> Void,
        _ continuation: CheckedContinuation<T, any Error>
    ) {
        self.body = body
        self.committed = committed
        self.continuation = continuation
    }

    func run(_ connection: any Connection) throws {
        do {
            let value = try body(connection)
            result.withLock { $0 = .success(value) }
        } catch {
            result.withLock { $0 = .failure(error) }
            throw error
        }
    }

    func finish(_ failure: (any Error)?) {
        switch (result.withLock { $0 }, failure) {
        case (.success(let value), nil):
            committed(value)
            continuation.resume(returning: value)
        case (.failure(let error), _): continuation.resume(throwing: error)
        case (_, let error?): continuation.resume(throwing: error)
        case (nil, nil): continuation.resume(throwing: DatabaseClosed())
        }
    }
}
