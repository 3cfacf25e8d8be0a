// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Store
import Synchronization

/// A store that fails where a test says so: before it runs a statement of a writing transaction, which then is undone.
final class UnreliableDatabase: Database {
    struct Failure: Error {}

    typealias Verdict = @Sendable (_ sql: String) -> (any Error)?

    private let base: SQLiteDatabase
    private let verdict = Mutex<Verdict?>(nil)
    private let failures = Mutex(0)

    init(_ base: SQLiteDatabase) { self.base = base }

    /// How often it failed.
    var count: Int { failures.withLock(\.self) }

    /// From now on statements fail with what `verdict` says; nil: none does.
    func fail(_ verdict: Verdict?) { self.verdict.withLock { $0 = verdict } }

    /// The next so many transactions that finish an inbox entry fail.
    func failCommits(_ times: Int) { fail(times) { $0.hasPrefix("UPDATE inbox SET state") } }

    /// The next statement like this fails.
    func failOnce(_ isIt: @escaping @Sendable (_ sql: String) -> Bool) { fail(1, isIt) }

    /// The next so many statements like this fail.
    func fail(_ times: Int, _ isIt: @escaping @Sendable (_ sql: String) -> Bool) {
        let left = Left(times)
        fail { sql in isIt(sql) && left.take() ? Failure() : nil }
    }

    private final class Left: Sendable {
        private let count: Mutex<Int>
        init(_ count: Int) { self.count = Mutex(count) }

        func take() -> Bool {
            count.withLock { count in
                count -= 1
                return count >= 0
            }
        }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await base.read(body)
    }

    func perform(_ transaction: any Transaction) { base.perform(UnreliableTransaction(transaction, of: self)) }

    /// What the next statement fails with.
    fileprivate func failure(of sql: String) -> (any Error)? {
        guard let error = verdict.withLock(\.self)?(sql) else { return nil }
        failures.withLock { $0 += 1 }
        return error
    }

    func close() async throws { try await base.close() }
}

private final class UnreliableTransaction: Transaction {
    private let base: any Transaction
    private let database: UnreliableDatabase
    /// A store may run a transaction twice: what has failed once fails again.
    private let fate = Mutex<(any Error)?>(nil)

    init(_ base: any Transaction, of database: UnreliableDatabase) {
        self.base = base
        self.database = database
    }

    func run(_ connection: any Connection) throws {
        try base.run(UnreliableConnection(base: connection) { [self] sql in
            if let error = fate.withLock(\.self) { throw error }
            guard let error = database.failure(of: sql) else { return }
            fate.withLock { $0 = error }
            throw error
        })
    }

    func finish(_ failure: (any Error)?) { base.finish(failure) }
}

private struct UnreliableConnection: Connection {
    let base: any Connection
    let check: (String) throws -> Void

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try check(sql)
        return try base.execute(sql, arguments)
    }

    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [Row] {
        try check(sql)
        return try base.rows(sql, arguments)
    }
}
