// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import GRDBSQLite
internal import Logging
internal import Synchronization

/// Moves what is in the write-ahead log into the database file, beside the writer rather than instead of it.
///
/// SQLite's own checkpoints run on the thread that commits and hold up everybody for as long as the disk takes. Here a
/// thread with a connection of its own copies while commits go on (a PASSIVE checkpoint blocks nobody), round after round
/// until little is left; the writer copies that rest between two commits, and so the log begins anew. Source: SQLite,
/// "Write-Ahead Logging", sections 2.3 and 3.
final class Checkpointer: Sendable {
    private struct State {
        /// Pages in the log after the latest commit.
        var pages = 0
        var isWorking = false
        /// So little is left that the writer may copy it.
        var isNearlyDone = false
        var isClosed = false
    }

    /// Pages of 4 KiB in the log at which copying begins, and how few the writer copies itself.
    private static let threshold = 4_000
    private static let rest = 400
    private static let mostRounds = 4

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)
    private let ended = ThreadEnd()
    private let logger: Logger

    init(path: String, logger: Logger) throws {
        self.logger = logger
        let connection = try CheckpointConnection(path: path)
        let thread = Thread { [self] in
            while true {
                signal.wait()
                if state.withLock(\.isClosed) { break }
                copy(connection)
            }
            connection.close()
            ended.signal()
        }
        thread.name = "store-checkpoint"
        thread.start()
    }

    /// Takes the place of SQLite's own checkpoints on the writer's connection.
    func watch(_ writer: OpaquePointer) {
        // The connection is closed before this object goes: see ``SQLiteDatabase/close()``.
        sqlite3_wal_hook(
            writer,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue().committed(pages: Int(pages))
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func committed(pages: Int) {
        let wakes = state.withLock { state -> Bool in
            state.pages = pages
            guard pages >= Self.threshold, !state.isWorking, !state.isNearlyDone else { return false }
            state.isWorking = true
            return true
        }
        if wakes { signal.signal() }
    }

    /// Whether the writer is to ``finish(_:)`` now; asked between two commits.
    func isNearlyDone() -> Bool {
        state.withLock { state in
            defer { state.isNearlyDone = false }
            return state.isNearlyDone
        }
    }

    /// Copies the little that is left, on the thread that commits.
    func finish(_ writer: OpaquePointer) {
        let code = sqlite3_wal_checkpoint_v2(writer, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        if code != SQLITE_OK, code != SQLITE_BUSY {
            logger.error("write-ahead log not copied", metadata: ["code": "\(code)"])
        }
    }

    private func copy(_ connection: CheckpointConnection) {
        for _ in 0..<Self.mostRounds {
            guard let copied = connection.checkpoint() else {
                logger.error("write-ahead log not copied; the next commit tries again", metadata: ["reason": "\(connection.problem)"])
                break
            }
            if state.withLock({ $0.pages }) - copied <= Self.rest { break }
        }
        state.withLock { state in
            state.isWorking = false
            state.isNearlyDone = true
        }
    }

    /// Ends the thread and its connection.
    func close() async {
        state.withLock { $0.isClosed = true }
        signal.signal()
        await ended.wait()
    }
}

/// A connection that does nothing but checkpoints.
private final class CheckpointConnection: Sendable {
    /// SQLite itself serialises calls on it (SQLITE_OPEN_FULLMUTEX).
    private nonisolated(unsafe) let handle: OpaquePointer

    init(path: String) throws {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close(opened)
            throw CheckpointProblem(code: code)
        }
        handle = opened
        sqlite3_busy_timeout(handle, 1_000)
        sqlite3_wal_autocheckpoint(handle, 0)
    }

    /// Copies what it can; gives how many pages of the log are copied by now, or nil where that failed.
    func checkpoint() -> Int? {
        var copied: CInt = 0
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, &copied)
        return code == SQLITE_OK || code == SQLITE_BUSY ? Int(copied) : nil
    }

    var problem: String { String(cString: sqlite3_errmsg(handle)) }

    func close() { sqlite3_close(handle) }
}

/// The connection for checkpoints cannot be opened.
struct CheckpointProblem: Error, CustomStringConvertible {
    var code: CInt
    var description: String { "the database cannot be opened for checkpoints: \(String(cString: sqlite3_errstr(code)))" }
}
