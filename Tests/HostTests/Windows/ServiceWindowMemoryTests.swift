// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Synchronization
import Testing

@testable import Host

@Suite("What is remembered of windows", .timeLimit(.minutes(1)))
struct ServiceWindowMemoryTests {
    private static let amina = ContactID(stored: "amina"), omar = ContactID(stored: "omar"), number = "1"
    private static let window = ServiceWindow(closesAt: Timestamp(milliseconds: 1_000))
    private static let later = ServiceWindow(closesAt: Timestamp(milliseconds: 2_000))

    /// A store in which something happens between a read and what is made of it.
    private final class Reading: Database {
        let base: SQLiteDatabase
        let afterRead = Mutex<(@Sendable () -> Void)?>(nil)
        let reads = Mutex(0)

        init(path: String) throws { base = try SQLiteDatabase(path: path) }

        func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
            let result = try await base.read(body)
            reads.withLock { $0 += 1 }
            afterRead.withLock(\.self)?()
            return result
        }

        func perform(_ transaction: any Transaction) { base.perform(transaction) }
        func close() async throws { try await base.close() }
    }

    private func withStored(_ body: (ServiceWindows, Reading) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let database = try Reading(path: folder.path + "/windows.db")
        for contact in [Self.amina, Self.omar] {
            try await database.write { try ServiceWindowRepository.save(Self.window, of: contact, Self.number, in: $0) }
        }
        try await body(ServiceWindows(database: database, capacity: 1), database)
        try await database.close()
    }

    @Test("a window that was read counts, though everything was forgotten meanwhile, and is read again the next time")
    func forgotten() async throws {
        try await withStored { windows, database async throws in
            database.afterRead.withLock { $0 = { windows.forgetAll() } }
            #expect(try await windows.window(of: Self.amina, Self.number) == Self.window)
            database.afterRead.withLock { $0 = nil }
            #expect(try await windows.window(of: Self.amina, Self.number) == Self.window)
            #expect(try await windows.window(of: Self.amina, Self.number) == Self.window)
            #expect(database.reads.withLock(\.self) == 2)
        }
    }

    @Test("a window that was read counts, though others filled the memory meanwhile; only another person's makes room")
    func full() async throws {
        try await withStored { windows, database async throws in
            database.afterRead.withLock { $0 = { windows.set(Self.later, of: Self.omar, Self.number) } }
            #expect(try await windows.window(of: Self.amina, Self.number) == Self.window)
            windows.set(Self.later, of: Self.amina, Self.number)
            database.afterRead.withLock { $0 = nil }
            let reads = database.reads.withLock(\.self)
            windows.set(Self.window, of: Self.amina, Self.number)
            #expect(try await windows.window(of: Self.amina, Self.number) == Self.window)
            #expect(database.reads.withLock(\.self) == reads)
        }
    }

    @Test("one that opened while the store was read counts")
    func opened() async throws {
        try await withStored { windows, database async throws in
            database.afterRead.withLock { $0 = { windows.set(Self.later, of: Self.amina, Self.number) } }
            #expect(try await windows.window(of: Self.amina, Self.number) == Self.later)
        }
    }

    @Test("what a later commit adds to a window counts, though it closes at the same time")
    func entered() async throws {
        try await withStored { windows, _ async throws in
            windows.set(Self.window, of: Self.amina, Self.number)
            let entered = ServiceWindow(closesAt: Self.window.closesAt, enteredAt: Timestamp(milliseconds: 5))
            windows.set(entered, of: Self.amina, Self.number)
            #expect(try await windows.window(of: Self.amina, Self.number) == entered)
        }
    }
}
