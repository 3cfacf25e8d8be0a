// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Forgets rows by the time that their ids begin with, a bounded number in each transaction: whoever commits meanwhile
/// never waits for a month of them.
enum Purge {
    /// - Returns: How many rows are gone; fewer than `limit` means that no more are old.
    static func rows(
        of table: String, where condition: String = "1 = 1", before time: Timestamp, limit: Int, in connection: any Connection
    ) throws -> Int {
        try connection.execute(
            "DELETE FROM \(table) WHERE id IN (SELECT id FROM \(table) WHERE id < $1 AND \(condition) ORDER BY id LIMIT $2)",
            [.text(IDGenerator.earliest(at: time)), .count(limit)])
    }
}
