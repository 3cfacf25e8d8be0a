// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The staff.
package enum UserRepository {
    private static let columns = "id, name, role, language, timezone, disabled_at"

    package static func insert(_ user: User, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO users (id, name, role, language, timezone, created_at, updated_at, disabled_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7)
            """,
            [
                .id(user.id), .text(user.name), .text(user.role.rawValue), .text(user.language), .text(user.timezone), .time(time),
                .time(user.disabledAt),
            ])
    }

    package static func update(_ user: User, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            "UPDATE users SET name = $1, role = $2, language = $3, timezone = $4, disabled_at = $5, updated_at = $6 WHERE id = $7",
            [
                .text(user.name), .text(user.role.rawValue), .text(user.language), .text(user.timezone), .time(user.disabledAt), .time(time),
                .id(user.id),
            ])
    }

    package static func user(_ id: UserID, in connection: any Connection) throws -> User? {
        try connection.firstRow("SELECT \(columns) FROM users WHERE id = $1", [.id(id)]).map(user)
    }

    /// Everybody, by name; those who have left only where they are asked for.
    package static func all(withDisabled: Bool = false, in connection: any Connection) throws -> [User] {
        try connection.rows(
            "SELECT \(columns) FROM users \(withDisabled ? "" : "WHERE disabled_at IS NULL ")ORDER BY name, id"
        ).map(user)
    }

    static func user(_ row: Row) throws -> User {
        let name = try row.text(2)
        guard let role = User.Role(rawValue: name) else { throw UnknownState(table: "users", row: try row.text(0), state: name) }
        return User(
            id: try row.id(0), name: try row.text(1), role: role, language: row.optionalText(3), timezone: row.optionalText(4),
            disabledAt: row.optionalTime(5))
    }
}
