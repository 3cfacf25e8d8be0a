// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Business
package import Core

/// Tasks, and the history of what was done to them.
package enum TaskRepository {
    /// What somebody did to a task.
    package struct Change: Sendable {
        package var id: String
        package var task: TaskID
        package var user: UserID
        /// "create", "update", "complete", "reopen", "delete".
        package var action: String
        /// The task as it was; nil where it was made.
        package var before: TaskItem?
        package var createdAt: Timestamp

        package init(id: String, task: TaskID, user: UserID, action: String, before: TaskItem?, createdAt: Timestamp) {
            self.id = id
            self.task = task
            self.user = user
            self.action = action
            self.before = before
            self.createdAt = createdAt
        }
    }

    private static let columns = "id, title, notes, owner, assignee, priority, due, due_at, tags, done_at, deleted_at, created_at"

    /// Writes the task as it is from now on, and keeps what it was.
    package static func save(_ task: TaskItem, _ change: Change, in connection: any Connection) throws {
        try write(task, at: change.createdAt, in: connection)
        try connection.execute(
            "INSERT INTO task_changes (id, task, user_id, action, before_change, undone, created_at) VALUES ($1, $2, $3, $4, $5, 0, $6)",
            [
                .text(change.id), .id(change.task), .id(change.user), .text(change.action), .json(change.before.map(stored)),
                .time(change.createdAt),
            ])
    }

    private static func write(_ task: TaskItem, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO tasks (\(columns), updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (id) DO UPDATE SET title = excluded.title, notes = excluded.notes, assignee = excluded.assignee,
                priority = excluded.priority, due = excluded.due, due_at = excluded.due_at, tags = excluded.tags, done_at = excluded.done_at,
                deleted_at = excluded.deleted_at, updated_at = excluded.updated_at
            """,
            [
                .id(task.id), .text(task.title), .text(task.notes), .id(task.owner), .id(task.assignee), .text(task.priority.rawValue),
                .text(task.due?.text), .time(task.due?.at), .json(.array(task.tags.map(JSON.string))), .time(task.doneAt), .time(task.deletedAt),
                .time(task.createdAt), .time(time),
            ])
    }

    package static func task(_ id: TaskID, in connection: any Connection) throws -> TaskItem? {
        try connection.firstRow("SELECT \(columns) FROM tasks WHERE id = $1", [.id(id)]).map(task)
    }

    /// What somebody may see and the filter takes, in its order.
    package static func tasks(of actor: TaskActor, _ filter: TaskFilter, in connection: any Connection) throws -> [TaskItem] {
        let own = actor.isManager ? "" : " AND (owner = $1 OR assignee = $1)"
        return try connection.rows(
            "SELECT \(columns) FROM tasks WHERE deleted_at IS NULL AND done_at IS \(filter.isDone ? "NOT " : "")NULL\(own)",
            actor.isManager ? [] : [.id(actor.id)]
        ).map(task).filter(filter.takes).sorted(by: TaskFilter.order)
    }

    /// The last thing that somebody did since `time` and has not taken back.
    package static func lastChange(of user: UserID, since time: Timestamp, in connection: any Connection) throws -> Change? {
        try connection.firstRow(
            """
            SELECT id, task, user_id, action, before_change, created_at FROM task_changes
            WHERE user_id = $1 AND created_at >= $2 AND undone = 0 ORDER BY id DESC LIMIT 1
            """, [.id(user), .time(time)]
        ).map { row in
            Change(
                id: try row.text(0), task: try row.id(1), user: try row.id(2), action: try row.text(3),
                before: try row.optionalJSON(4).map { try restored($0, id: try row.id(1)) }, createdAt: try row.time(5))
        }
    }

    /// Whether somebody has changed the task after a change: taking that back would take theirs back, too.
    package static func isChanged(after change: Change, in connection: any Connection) throws -> Bool {
        try connection.firstRow(
            "SELECT 1 FROM task_changes WHERE task = $1 AND id > $2 AND undone = 0 LIMIT 1", [.id(change.task), .text(change.id)]) != nil
    }

    /// Puts a task back to what it was before a change; one that was made is deleted.
    /// - Returns: The task as it is now.
    package static func undo(_ change: Change, at time: Timestamp, in connection: any Connection) throws -> TaskItem? {
        guard var task = try task(change.task, in: connection) else { return nil }
        if let before = change.before { task = before } else { task.deletedAt = time }
        try write(task, at: time, in: connection)
        try connection.execute("UPDATE task_changes SET undone = 1 WHERE id = $1", [.text(change.id)])
        return task
    }

    // MARK: - Rows

    private static func task(_ row: Row) throws -> TaskItem {
        let name = try row.text(5)
        guard let priority = TaskItem.Priority(rawValue: name) else { throw UnknownState(table: "tasks", row: try row.text(0), state: name) }
        var task = TaskItem(
            id: try row.id(0), title: try row.text(1), notes: row.optionalText(2), owner: try row.id(3), assignee: try row.id(4), priority: priority,
            tags: try row.json(8).elements?.compactMap(\.text) ?? [], createdAt: try row.time(11))
        if let due = row.optionalText(6), let at = row.optionalTime(7) { task.due = TaskDue(text: due, at: at) }
        task.doneAt = row.optionalTime(9)
        task.deletedAt = row.optionalTime(10)
        return task
    }

    /// As the history keeps it: what scripts see, and what only we need.
    private static func stored(_ task: TaskItem) -> JSON {
        var object = task.json.object ?? [:]
        object["due_at"] = task.due.map { .integer($0.at.milliseconds) }
        object["done_at"] = task.doneAt.map { .integer($0.milliseconds) }
        object["created_at"] = .integer(task.createdAt.milliseconds)
        return .object(object)
    }

    private static func restored(_ json: JSON, id: TaskID) throws -> TaskItem {
        func time(_ name: String) -> Timestamp? { json[name]?.int.map { Timestamp(milliseconds: $0) } }
        let name = json["priority"]?.text ?? ""
        guard let priority = TaskItem.Priority(rawValue: name) else { throw UnknownState(table: "task_changes", row: id.text, state: name) }
        var task = TaskItem(
            id: id, title: json["title"]?.text ?? "", notes: json["notes"]?.text, owner: UserID(stored: json["owner"]?.text ?? ""),
            assignee: UserID(stored: json["assignee"]?.text ?? ""), priority: priority, tags: json["tags"]?.elements?.compactMap(\.text) ?? [],
            createdAt: time("created_at") ?? Timestamp(milliseconds: 0))
        if let due = json["due"]?.text, let at = time("due_at") { task.due = TaskDue(text: due, at: at) }
        task.doneAt = time("done_at")
        return task
    }
}
