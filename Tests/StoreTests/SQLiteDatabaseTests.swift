// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Store
import Testing

@Suite(.timeLimit(.minutes(10))) struct SQLiteDatabaseTests {
    private struct Refusal: Error, Equatable { var number: Int }

    private func amounts(_ database: any Database) async throws -> [Int64] {
        try await database.read { connection in try connection.rows("SELECT n FROM amounts ORDER BY n").map { try $0.integer(0) } }
    }

    private func makeTable(_ database: any Database) async throws {
        try await database.write { _ = try $0.execute("CREATE TABLE amounts (n BIGINT PRIMARY KEY)") }
    }

    private func insert(_ number: Int, _ connection: any Connection) throws {
        try connection.execute("INSERT INTO amounts (n) VALUES ($1)", [.count(number)])
    }

    @Test("concurrent transactions are all durable: another process of the same file reads them")
    func durable() async throws {
        try await withDatabase { database, path async throws in
            try await makeTable(database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1_000 { group.addTask { try await database.write { try self.insert(number, $0) } } }
                try await group.waitForAll()
            }
            // The first one is still open: nothing was left in it alone.
            let other = try SQLiteDatabase(path: path)
            #expect(try await amounts(other) == (0..<1_000).map { Int64($0) })
            try await other.close()
        }
    }

    @Test("a database that was closed has everything when it is opened again")
    func reopened() async throws {
        try await withDatabase { database, path async throws in
            try await makeTable(database)
            try await database.write { try self.insert(7, $0) }
            try await database.close()
            let again = try SQLiteDatabase(path: path)
            #expect(try await amounts(again) == [7])
            try await again.close()
        }
    }

    @Test("a transaction that fails gets its own error, leaves nothing, and does not hurt those committed with it")
    func isolated() async throws {
        try await withDatabase { database async throws in
            try await makeTable(database)
            let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
                for number in 0..<300 {
                    group.addTask {
                        do {
                            try await database.write { connection throws in
                                try self.insert(number, connection)
                                if number % 3 == 0 { throw Refusal(number: number) }
                            }
                            return (number, number % 3 != 0)
                        } catch {
                            return (number, error as? Refusal == Refusal(number: number) && number % 3 == 0)
                        }
                    }
                }
                return await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
            }
            #expect(outcomes.count == 300 && outcomes.values.allSatisfy { $0 })
            #expect(try await amounts(database) == (0..<300).filter { $0 % 3 != 0 }.map { Int64($0) })
        }
    }

    @Test("a statement that fails undoes the statements before it in the same transaction")
    func atomic() async throws {
        try await withDatabase { database async throws in
            try await makeTable(database)
            await #expect(throws: (any Error).self) {
                try await database.write { connection throws in
                    try self.insert(1, connection)
                    try self.insert(1, connection)
                }
            }
            #expect(try await amounts(database) == [])
        }
    }

    @Test("a transaction gives back what its body returns, and sees its own writes")
    func returns() async throws {
        try await withDatabase { database async throws in
            try await makeTable(database)
            let count = try await database.write { connection throws in
                try self.insert(5, connection)
                return try connection.firstRow("SELECT COUNT(*) FROM amounts", [])?.integer(0)
            }
            #expect(count == 1)
        }
    }

    @Test("transactions of one caller are committed in their order")
    func ordered() async throws {
        try await withDatabase { database async throws in
            try await database.write { _ = try $0.execute("CREATE TABLE log (position INTEGER PRIMARY KEY AUTOINCREMENT, n BIGINT)") }
            for number in 0..<100 {
                _ = try await database.write { try $0.execute("INSERT INTO log (n) VALUES ($1)", [.count(number)]) }
            }
            let log = try await database.read { try $0.rows("SELECT n FROM log ORDER BY position").map { try $0.integer(0) } }
            #expect(log == (0..<100).map { Int64($0) })
        }
    }

    @Test("a reader cannot write")
    func readOnly() async throws {
        try await withDatabase { database async throws in
            try await makeTable(database)
            await #expect(throws: (any Error).self) { try await database.read { try self.insert(1, $0) } }
        }
    }

    @Test("closing finishes what was begun; later calls say that the database is closed, and closing again is fine")
    func closed() async throws {
        try await withDatabase { database, path async throws in
            try await makeTable(database)
            let writes = (0..<200).map { number in Task { try await database.write { try self.insert(number, $0) } } }
            try await database.close()
            var done: [Int64] = []
            for (number, write) in writes.enumerated() {
                do {
                    try await write.value
                    done.append(Int64(number))
                } catch is DatabaseClosed {
                    // It came too late, and nothing of it was done.
                }
            }
            await #expect(throws: DatabaseClosed.self) { try await database.write { try self.insert(999, $0) } }
            await #expect(throws: DatabaseClosed.self) { try await amounts(database) }
            try await database.close()
            let again = try SQLiteDatabase(path: path)
            #expect(try await amounts(again) == done)
            try await again.close()
        }
    }

    @Test("the folder of the file is made where it is missing, and a folder that cannot be is an error")
    func folders() async throws {
        try await withDatabase { _, path in
            let deep = (path as NSString).deletingLastPathComponent + "/a/b/c.db"
            let database = try SQLiteDatabase(path: deep)
            #expect(FileManager.default.fileExists(atPath: deep))
            try await database.close()
            #expect(throws: (any Error).self) { try SQLiteDatabase(path: path + "/not/a/folder.db") }
        }
    }

    @Test("a commit reaches the disk before its caller is answered")
    func synchronous() async throws {
        try await withDatabase { database async throws in
            // 2 is FULL.
            let settings = try await database.write { connection throws in
                (
                    try connection.firstRow("PRAGMA synchronous", [])?.integer(0),
                    try connection.firstRow("PRAGMA journal_mode", [])?.text(0)
                )
            }
            #expect(settings.0 == 2)
            #expect(settings.1 == "wal")
        }
    }

    @Test("the write-ahead log is copied beside the commits and begins anew, also while somebody reads")
    func checkpoints() async throws {
        try await withDatabase { database, path async throws in
            try await database.write { _ = try $0.execute("CREATE TABLE blobs (n BIGINT PRIMARY KEY, b BLOB)") }
            /// Bytes 16 to 24 of the log: its salt, which changes whenever it begins anew.
            func salt() throws -> Data {
                try #require(try FileHandle(forReadingAtPath: path + "-wal")?.read(upToCount: 32)).dropFirst(16).prefix(8)
            }
            let first = try salt()
            var count = 0
            // 5,000 pages are more than the log may hold; then it begins anew with one of the next commits.
            while try count < 500 || salt() == first {
                let number = count
                async let read = database.read { try $0.rows("SELECT COUNT(*) FROM blobs").count }
                try await database.write {
                    _ = try $0.execute("INSERT INTO blobs (n, b) VALUES ($1, $2)", [.count(number), .blob(Array(repeating: 7, count: 40_000))])
                }
                _ = try await read
                count += 1
            }
            let log = try #require(try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int)
            #expect(log < 256 << 20)
            try await database.close()
            let again = try SQLiteDatabase(path: path)
            let total = count
            #expect(try await again.read { try $0.rows("SELECT COUNT(*) FROM blobs")[0].integer(0) } == Int64(total))
            try await again.close()
        }
    }
}
