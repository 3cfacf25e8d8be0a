// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The numbers that were added by command.
package enum NumberRepository {
    /// Every number, by name.
    package static func all(in connection: any Connection) throws -> [StoredNumber] {
        try connection.rows("SELECT id, name, settings, secrets, created_at, updated_at FROM numbers ORDER BY name").map { row in
            StoredNumber(
                id: try row.text(0), name: try row.text(1), settings: try row.json(2), secrets: try row.blob(3), createdAt: try row.time(4),
                updatedAt: try row.time(5))
        }
    }

    /// Adds a number, or changes the one of this id.
    package static func save(_ number: StoredNumber, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO numbers (id, name, settings, secrets, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, settings = excluded.settings, secrets = excluded.secrets,
                updated_at = excluded.updated_at
            """,
            [
                .text(number.id), .text(number.name), .json(number.settings), .blob(number.secrets), .time(number.createdAt),
                .time(number.updatedAt),
            ])
    }

    /// Forgets a number with its secrets; what came and went over it stays.
    /// - Returns: Whether there was one.
    package static func remove(_ id: String, in connection: any Connection) throws -> Bool {
        try connection.execute("DELETE FROM numbers WHERE id = $1", [.text(id)]) > 0
    }

    /// How many messages wait to be sent by it.
    package static func waiting(on id: String, in connection: any Connection) throws -> Int {
        let row = try connection.firstRow(
            "SELECT COUNT(*) FROM outbox WHERE number = $1 AND state IN ('ready', 'held', 'uncertain')", [.text(id)])
        return Int(try row?.integer(0) ?? 0)
    }
}
