// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import GRDB
package import Logging

/// SQLite in WAL mode with `synchronous=FULL`: a commit is on the disk before its callers are answered.
///
/// One thread owns the writing connection and commits in groups; readers have connections of their own.
package final class SQLiteDatabase: Database {
    private let pool: DatabasePool
    private let queue: GroupCommitQueue
    private let checkpointer: Checkpointer
    private let writerEnded = ThreadEnd()

    /// Opens or creates the database at `path` and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - path: of the file; its folder is created where it is missing.
    ///   - cache: bytes of memory for pages of the file. The writing connection may fill half, the reading ones the rest.
    ///   - isDurable: false for a store that is thrown away: a commit is not waited for until it is on the disk.
    package init(path: String, cache: Int = 64 << 20, isDurable: Bool = true, logger: Logger = Logger(label: "moonpost.store")) throws {
        let folder = (path as NSString).deletingLastPathComponent
        if !folder.isEmpty {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        let readers = 4
        configuration.maximumReaderCount = readers
        // Negative numbers are KiB. Source: https://www.sqlite.org/pragma.html#pragma_cache_size
        let half = max(cache / 2_048, 1)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -\(max(half / readers, 1))")
        }
        pool = try DatabasePool(path: path, configuration: configuration)
        queue = GroupCommitQueue()
        try pool.writeWithoutTransaction { database in
            // Not before: GRDB sets NORMAL when it switches to WAL, and a commit could be lost with the machine's power.
            try database.execute(sql: "PRAGMA synchronous = \(isDurable ? "FULL" : "OFF")")
            try database.execute(sql: "PRAGMA cache_size = -\(half)")
            try Migrator.migrate(SQLiteConnection(database: database))
        }
        checkpointer = try Checkpointer(path: path, logger: logger)
        try pool.writeWithoutTransaction { [checkpointer] database in
            if let connection = database.sqliteConnection { checkpointer.watch(connection) }
        }
        let thread = Thread { [pool, queue, checkpointer, writerEnded] in
            while let batch = queue.take() {
                Self.commit(batch, on: pool)
                guard checkpointer.isNearlyDone() else { continue }
                pool.writeWithoutTransaction { database in
                    if let connection = database.sqliteConnection { checkpointer.finish(connection) }
                }
            }
            writerEnded.signal()
        }
        thread.name = "store-writer"
        thread.stackSize = 4 << 20
        thread.start()
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        do {
            return try await pool.read { try body(SQLiteConnection(database: $0)) }
        } catch where queue.isClosed {
            // GRDB's own error for a closed connection says nothing that a caller could act on.
            throw DatabaseClosed()
        }
    }

    package func perform(_ transaction: any Transaction) {
        if !queue.append(transaction) { transaction.finish(DatabaseClosed()) }
    }

    package func close() async throws {
        queue.close()
        await writerEnded.wait()
        await checkpointer.close()
        // It waits for the readers, whose ends need threads of those that everything shares: with as many stores closing as there are, none would be left.
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread { [pool] in continuation.resume(with: Result { try pool.close() }) }
            thread.name = "store-closer"
            thread.start()
        }
    }

    /// Commits a batch as one transaction.
    ///
    /// Nearly always every member succeeds, so they run bare at first. Where one fails, nothing of it is kept, and all
    /// run again, each in a savepoint of its own.
    private static func commit(_ batch: [any Transaction], on pool: DatabasePool) {
        do {
            do {
                try commit(batch, on: pool) { member, connection in try member.run(connection) }
            } catch {
                try commit(batch, on: pool) { member, connection in try runInSavepoint(member, connection) }
            }
            for member in batch { member.finish(nil) }
        } catch {
            for member in batch { member.finish(error) }
        }
    }

    private static func commit(
        _ batch: [any Transaction], on pool: DatabasePool,
        run: (any Transaction, SQLiteConnection) throws -> Void
    ) throws {
        try pool.writeWithoutTransaction { database in
            try database.inTransaction(.immediate) {
                let connection = SQLiteConnection(database: database)
                for member in batch { try run(member, connection) }
                return .commit
            }
        }
    }

    private static func runInSavepoint(_ member: any Transaction, _ connection: SQLiteConnection) throws {
        try connection.execute("SAVEPOINT member")
        do {
            try member.run(connection)
        } catch {
            // The member keeps the error and gives it to its caller.
            try connection.execute("ROLLBACK TO member")
        }
        try connection.execute("RELEASE member")
    }
}
