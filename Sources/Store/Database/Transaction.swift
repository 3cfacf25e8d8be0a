// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// One transaction, and what becomes of its result. Both are called on the thread that commits, so neither may wait.
package protocol Transaction: AnyObject, Sendable {
    /// Does the transaction's work; an error undoes it. It has no effect outside the database and keeps its result or
    /// error for ``finish(_:)``: what it did may be undone after it returned, and it be run again.
    func run(_ connection: any Connection) throws

    /// Called once, in the order of the commits: with nil after ``run(_:)`` came to an end and the commit is durable
    /// (where it threw, its own error is the result), else with why nothing was committed.
    func finish(_ failure: (any Error)?)
}

/// A transaction made of closures.
final class ClosureTransaction<T: Sendable>: Transaction {
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
