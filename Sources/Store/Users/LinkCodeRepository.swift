// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// One-time codes by which a person shows to be a user, and what was guessed wrongly.
package enum LinkCodeRepository {
    /// Wrong codes of somebody in a while.
    package struct Guesses: Hashable, Sendable {
        package var wrong: Int
        package var since: Timestamp

        package init(wrong: Int, since: Timestamp) {
            self.wrong = wrong
            self.since = since
        }
    }

    /// A code of `user`; those that they had before are void.
    package static func insert(
        _ hash: String, of user: UserID, at time: Timestamp, until expiry: Timestamp, in connection: any Connection
    ) throws {
        try connection.execute("DELETE FROM link_codes WHERE user_id = $1 OR expires_at <= $2", [.id(user), .time(time)])
        try connection.execute(
            "INSERT INTO link_codes (hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
            [.text(hash), .id(user), .time(time), .time(expiry)])
    }

    /// Whose code it is; nil where there is none, or it has expired.
    package static func user(_ hash: String, at time: Timestamp, in connection: any Connection) throws -> User? {
        try connection.firstRow(
            """
            SELECT u.id, u.name, u.role, u.language, u.timezone, u.disabled_at FROM link_codes c JOIN users u ON u.id = c.user_id
            WHERE c.hash = $1 AND c.expires_at > $2 AND u.disabled_at IS NULL
            """, [.text(hash), .time(time)]
        ).map(UserRepository.user)
    }

    /// Uses the code up.
    /// - Throws: ``CodeUsed`` where somebody else has done so.
    package static func use(_ hash: String, in connection: any Connection) throws {
        guard try connection.execute("DELETE FROM link_codes WHERE hash = $1", [.text(hash)]) > 0 else { throw CodeUsed() }
    }

    /// Whether any code could be guessed now.
    package static func isAnyOpen(at time: Timestamp, in connection: any Connection) throws -> Bool {
        try connection.firstRow("SELECT 1 FROM link_codes WHERE expires_at > $1 LIMIT 1", [.time(time)]) != nil
    }

    /// - Parameter contact: Whose guesses; nil: everybody's together.
    package static func guesses(of contact: ContactID?, in connection: any Connection) throws -> Guesses? {
        try connection.firstRow("SELECT wrong, since FROM code_guesses WHERE contact = $1", [.text(contact?.text ?? "")]).map {
            Guesses(wrong: Int(try $0.integer(0)), since: try $0.time(1))
        }
    }

    /// Nil forgets them.
    package static func set(_ guesses: Guesses?, of contact: ContactID?, in connection: any Connection) throws {
        guard let guesses else {
            try connection.execute("DELETE FROM code_guesses WHERE contact = $1", [.text(contact?.text ?? "")])
            return
        }
        try connection.execute(
            """
            INSERT INTO code_guesses (contact, wrong, since) VALUES ($1, $2, $3)
            ON CONFLICT (contact) DO UPDATE SET wrong = excluded.wrong, since = excluded.since
            """, [.text(contact?.text ?? ""), .count(guesses.wrong), .time(guesses.since)])
    }

    /// Forgets codes that have expired, and guesses and notices from before `time`.
    package static func purge(before time: Timestamp, at now: Timestamp, in connection: any Connection) throws {
        try connection.execute("DELETE FROM link_codes WHERE expires_at <= $1", [.time(now)])
        try connection.execute("DELETE FROM code_guesses WHERE since < $1", [.time(time)])
        try connection.execute("DELETE FROM registration_notices WHERE told_at < $1", [.time(time)])
    }
}

/// A code was used by somebody else between being looked up and being used.
package struct CodeUsed: Error {}
