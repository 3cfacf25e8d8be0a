// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The history of what the staff did to tasks and projects, by which it is taken back.
package enum ChangeRepository {
    /// What somebody did to something.
    package struct Change: Sendable {
        package enum Kind: String, Sendable {
            case task, project
        }

        package var id: String
        package var kind: Kind
        /// The id of what was changed.
        package var subject: String
        package var user: UserID
        /// "create", "update", "complete", "reopen", "delete", "close", "join".
        package var action: String
        /// What it was; nil where it was made.
        package var before: JSON?
        package var createdAt: Timestamp

        package init(id: String, kind: Kind, subject: String, user: UserID, action: String, before: JSON?, createdAt: Timestamp) {
            self.id = id
            self.kind = kind
            self.subject = subject
            self.user = user
            self.action = action
            self.before = before
            self.createdAt = createdAt
        }
    }

    package static func add(_ change: Change, in connection: any Connection) throws {
        try connection.execute(
            "INSERT INTO changes (id, kind, subject, user_id, action, before_change, undone, created_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7)",
            [
                .text(change.id), .text(change.kind.rawValue), .text(change.subject), .id(change.user), .text(change.action), .json(change.before),
                .time(change.createdAt),
            ])
    }

    /// The last thing that somebody did since `time` and has not taken back.
    package static func last(of user: UserID, since time: Timestamp, in connection: any Connection) throws -> Change? {
        try connection.firstRow(
            """
            SELECT id, kind, subject, action, before_change, created_at FROM changes
            WHERE user_id = $1 AND created_at >= $2 AND undone = 0 ORDER BY id DESC LIMIT 1
            """, [.id(user), .time(time)]
        ).map { row in
            let (id, name) = (try row.text(0), try row.text(1))
            guard let kind = Change.Kind(rawValue: name) else { throw UnknownState(table: "changes", row: id, state: name) }
            return Change(
                id: id, kind: kind, subject: try row.text(2), user: user, action: try row.text(3), before: try row.optionalJSON(4),
                createdAt: try row.time(5))
        }
    }

    /// Whether something was changed after a change: taking that back would take the later one back, too.
    package static func isFollowed(_ change: Change, in connection: any Connection) throws -> Bool {
        try connection.firstRow(
            "SELECT 1 FROM changes WHERE subject = $1 AND id > $2 AND undone = 0 LIMIT 1", [.text(change.subject), .text(change.id)]) != nil
    }

    /// Notes that a change was taken back.
    package static func markUndone(_ change: Change, in connection: any Connection) throws {
        try connection.execute("UPDATE changes SET undone = 1 WHERE id = $1", [.text(change.id)])
    }
}
