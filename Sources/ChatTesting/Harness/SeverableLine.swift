// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Store
internal import Synchronization

/// One life of a host's hold on the world. Cut off, it neither sends nor stores: what a host does after its crash
/// has no effect, as if its process were gone.
final class SeverableLine: HTTPFetching, Database {
    private let wire: SimulatedWire
    private let database: SQLiteDatabase
    private let isSevered = Mutex(false)

    init(wire: SimulatedWire, database: SQLiteDatabase) {
        self.wire = wire
        self.database = database
    }

    func sever() { isSevered.withLock { $0 = true } }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        guard !isSevered.withLock(\.self) else {
            throw FetchError(code: .shutDown, message: "the host has crashed", requestWasWritten: false)
        }
        return try await wire.fetch(request)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        if isSevered.withLock(\.self) { throw DatabaseClosed() }
        return try await database.read(body)
    }

    func perform(_ transaction: any Transaction) {
        if isSevered.withLock(\.self) { transaction.finish(DatabaseClosed()) } else { database.perform(transaction) }
    }

    func close() async throws { try await database.close() }
}
