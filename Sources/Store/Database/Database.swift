// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The seam to a database. SQL behind it is portable: `$1` placeholders that first appear in ascending order,
/// `ON CONFLICT`, `RETURNING`, text keys, integer milliseconds, JSON as text.
package protocol Database: Sendable {
    /// Reads one consistent state.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// Has `transaction` run and committed, and tells it how that ended.
    ///
    /// Those that arrive together are committed together (group commit); each still succeeds or fails alone.
    func perform(_ transaction: any Transaction)

    /// Finishes what was begun and closes. Later calls throw ``DatabaseClosed``.
    func close() async throws
}

extension Database {
    /// Runs `body` as one transaction and returns once it is durable.
    ///
    /// `body` must have no effect outside the database: it may be undone after it returned, and run again.
    ///
    /// - Parameter committed: Told of the result once it is durable, before the caller is, in the order of the commits.
    ///   It holds up the writer, so it only passes things on.
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> T, committed: @escaping @Sendable (T) -> Void = { _ in }
    ) async throws -> T {
        try await withCheckedThrowingContinuation { perform(ClosureTransaction(body, committed, $0)) }
    }
}

/// The database was closed before it could do what was asked; nothing of it was done.
package struct DatabaseClosed: Error, CustomStringConvertible {
    package init() {}
    package var description: String { "the database is closed" }
}
