// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The history of what the staff did to tasks and projects, by which it is taken back and done again.
package enum ChangeRepository {
    /// What somebody did to something.
    package struct Change: Sendable {
        package enum Kind: String, Sendable {
            case task, project
            /// What somebody told of a project.
            case update
        }

        package var id: String
        package var kind: Kind
        /// The id of what was changed.
        package var subject: String
        package var user: UserID
        /// "create", "update", "complete", "reopen", "delete", "close", "join", "leave", "rename", "post".
        package var action: String
        /// What it was; nil where it was made.
        package var before: JSON?
        /// What it was when the change was taken back; nil where the change deleted it, and before it is taken back.
        package var after: JSON?
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

    private static let columns = "id, kind, subject, user_id, action, before_change, created_at, after_change"

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
            "SELECT \(columns) FROM changes WHERE user_id = $1 AND created_at >= $2 AND undone = 0 ORDER BY id DESC LIMIT 1", [.id(user), .time(time)]
        ).map(change)
    }

    /// The last thing that somebody took back since `time` and has not done again.
    package static func lastUndone(of user: UserID, since time: Timestamp, in connection: any Connection) throws -> Change? {
        try connection.firstRow(
            "SELECT \(columns) FROM changes WHERE user_id = $1 AND undone_at >= $2 AND undone = 1 ORDER BY undone_as DESC LIMIT 1",
            [.id(user), .time(time)]
        ).map(change)
    }

    /// Whether something was changed after a change: taking that back would take the later one back, too. Where a project was made, also what others did
    /// to its tasks and told of it: all that would go with it.
    package static func isFollowed(_ change: Change, in connection: any Connection) throws -> Bool {
        let next = try connection.firstRow(
            "SELECT 1 FROM changes WHERE subject = $1 AND id > $2 AND undone = 0 LIMIT 1", [.text(change.subject), .text(change.id)])
        guard next == nil, change.kind == .project, change.before == nil else { return next != nil }
        return try connection.firstRow(
            """
            SELECT 1 FROM changes WHERE id > $1 AND user_id <> $2 AND undone = 0 AND (subject IN (SELECT id FROM tasks WHERE project = $3)
                OR subject IN (SELECT id FROM project_updates WHERE project = $3)) LIMIT 1
            """, [.text(change.id), .id(change.user), .text(change.subject)]) != nil
    }

    // MARK: - Taking back

    /// What a change's subject is now, as the history keeps it; nil where it is not there.
    package static func state(of change: Change, in connection: any Connection) throws -> JSON? {
        switch change.kind {
        case .task: try TaskRepository.state(of: TaskID(stored: change.subject), in: connection)
        case .project: try ProjectRepository.state(of: ProjectID(stored: change.subject), in: connection)
        case .update: try ProjectRepository.state(ofUpdate: change.subject, in: connection)
        }
    }

    /// Makes a change's subject what it was before.
    /// - Parameter id: A new one, which tells in which order changes were taken back.
    package static func undo(_ change: Change, as id: String, at time: Timestamp, in connection: any Connection) throws {
        let after = try state(of: change, in: connection)
        try restore(change.before, to: change, at: time, in: connection)
        try connection.execute(
            "UPDATE changes SET undone = 1, undone_at = $1, undone_as = $2, after_change = $3 WHERE id = $4",
            [.time(time), .text(id), .json(after), .text(change.id)])
    }

    /// Whether a change that was taken back can be done again: its subject is what taking it back has made it. Of a project that would go, its tasks
    /// count, too.
    package static func isRepeatable(_ change: Change, in connection: any Connection) throws -> Bool {
        let now = try state(of: change, in: connection)
        return change.after == nil ? now == change.before : withoutTasks(now) == withoutTasks(change.before)
    }

    /// Does a change again that was taken back: it is a change of its own, under the new id, and can be taken back as any other.
    package static func redo(_ change: Change, as id: String, at time: Timestamp, in connection: any Connection) throws {
        var again = change
        (again.id, again.createdAt) = (id, time)
        again.before = try state(of: change, in: connection)
        try restore(change.after, to: change, at: time, in: connection)
        // 2: neither in force nor to be done again.
        try connection.execute("UPDATE changes SET undone = 2 WHERE id = $1", [.text(change.id)])
        try add(again, in: connection)
    }

    private static func restore(_ state: JSON?, to change: Change, at time: Timestamp, in connection: any Connection) throws {
        switch change.kind {
        case .task: try TaskRepository.restore(state, to: TaskID(stored: change.subject), at: time, in: connection)
        case .project: try ProjectRepository.restore(state, to: ProjectID(stored: change.subject), at: time, in: connection)
        case .update: try ProjectRepository.restore(state, toUpdate: change.subject, at: time, in: connection)
        }
    }

    private static func withoutTasks(_ state: JSON?) -> JSON? {
        guard var object = state?.object else { return nil }
        object["tasks"] = nil
        return .object(object)
    }

    private static func change(_ row: Row) throws -> Change {
        let (id, name) = (try row.text(0), try row.text(1))
        guard let kind = Change.Kind(rawValue: name) else { throw UnknownState(table: "changes", row: id, state: name) }
        var change = Change(
            id: id, kind: kind, subject: try row.text(2), user: try row.id(3), action: try row.text(4), before: try row.optionalJSON(5),
            createdAt: try row.time(6))
        change.after = try row.optionalJSON(7)
        return change
    }
}
