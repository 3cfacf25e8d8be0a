// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Store

/// A database in a folder of its own, for as long as `body` runs.
func withDatabase(_ body: (SQLiteDatabase, _ path: String) async throws -> Void) async throws {
    let folder = (FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory())
        + "/moonpost-test-" + UUID().uuidString
    let path = folder + "/moonpost.db"
    let database = try SQLiteDatabase(path: path)
    let result: Result<Void, any Error>
    do {
        result = .success(try await body(database, path))
    } catch {
        result = .failure(error)
    }
    try await database.close()
    try FileManager.default.removeItem(atPath: folder)
    try result.get()
}

/// The same as ``withDatabase(_:)`` for tests that need no path.
func withDatabase(_ body: (SQLiteDatabase) async throws -> Void) async throws {
    try await withDatabase { database, _ in try await body(database) }
}

/// Ids that are easy to read in a failure.
func id<Subject>(_ text: String, _: Subject.Type = Subject.self) -> ID<Subject> { ID(stored: text) }

func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }
