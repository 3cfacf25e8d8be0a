// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Whose telephone a contact is.
package enum UserLinkRepository {
    package struct Link: Hashable, Sendable {
        package var contact: ContactID
        package var user: UserID
        package var linkedAt: Timestamp
        package var suspendedAt: Timestamp?
    }

    /// The user that the contact is; nil where it is nobody's, is suspended, or the user is disabled.
    package static func user(of contact: ContactID, in connection: any Connection) throws -> User? {
        try connection.firstRow(
            """
            SELECT u.id, u.name, u.role, u.language, u.timezone, u.disabled_at FROM user_links l JOIN users u ON u.id = l.user_id
            WHERE l.contact = $1 AND l.suspended_at IS NULL AND u.disabled_at IS NULL
            """, [.id(contact)]
        ).map(UserRepository.user)
    }

    /// The contact is this user from now on, and nobody else.
    package static func link(_ contact: ContactID, to user: UserID, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO user_links (contact, user_id, linked_at, suspended_at) VALUES ($1, $2, $3, NULL)
            ON CONFLICT (contact) DO UPDATE SET user_id = excluded.user_id, linked_at = excluded.linked_at, suspended_at = NULL
            """, [.id(contact), .id(user), .time(time)])
    }

    /// - Returns: Whether there was a link.
    package static func unlink(_ contact: ContactID, in connection: any Connection) throws -> Bool {
        try connection.execute("DELETE FROM user_links WHERE contact = $1", [.id(contact)]) > 0
    }

    /// The contact is nobody's until it is linked again.
    /// - Returns: Whose it was; nil where it was nobody's.
    package static func suspend(_ contact: ContactID, at time: Timestamp, in connection: any Connection) throws -> UserID? {
        guard let row = try connection.firstRow(
            "SELECT user_id FROM user_links WHERE contact = $1 AND suspended_at IS NULL", [.id(contact)])
        else { return nil }
        try connection.execute("UPDATE user_links SET suspended_at = $1 WHERE contact = $2", [.time(time), .id(contact)])
        return try row.id(0)
    }

    package static func all(in connection: any Connection) throws -> [Link] {
        try connection.rows("SELECT contact, user_id, linked_at, suspended_at FROM user_links ORDER BY contact").map {
            Link(contact: try $0.id(0), user: try $0.id(1), linkedAt: try $0.time(2), suspendedAt: $0.optionalTime(3))
        }
    }

    /// The contacts of a user that are not suspended, latest linked first.
    package static func contacts(of user: UserID, in connection: any Connection) throws -> [ContactID] {
        try connection.rows(
            "SELECT contact FROM user_links WHERE user_id = $1 AND suspended_at IS NULL ORDER BY linked_at DESC, contact", [.id(user)]
        ).map { try $0.id(0) }
    }

    /// Two contacts were one person: the link of the winner holds, else that of the loser.
    static func merge(_ loser: ContactID, into winner: ContactID, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO user_links (contact, user_id, linked_at, suspended_at)
            SELECT $1, user_id, linked_at, suspended_at FROM user_links WHERE contact = $2 ON CONFLICT (contact) DO NOTHING
            """, [.id(winner), .id(loser)])
        _ = try unlink(loser, in: connection)
    }
}
