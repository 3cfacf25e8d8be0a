// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Business
package import Core

/// Tasks; ``ChangeRepository`` has what was done to them.
package enum TaskRepository {
    private static let columns = "id, title, notes, owner, assignee, priority, due, due_at, tags, done_at, deleted_at, created_at, project"

    /// Writes the task as it is from now on.
    package static func save(_ task: TaskItem, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO tasks (\(columns), updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (id) DO UPDATE SET title = excluded.title, notes = excluded.notes, assignee = excluded.assignee,
                priority = excluded.priority, due = excluded.due, due_at = excluded.due_at, tags = excluded.tags, done_at = excluded.done_at,
                deleted_at = excluded.deleted_at, project = excluded.project, updated_at = excluded.updated_at
            """,
            [
                .id(task.id), .text(task.title), .text(task.notes), .id(task.owner), .id(task.assignee), .text(task.priority.rawValue),
                .text(task.due?.text), .time(task.due?.at), .json(.array(task.tags.map(JSON.string))), .time(task.doneAt), .time(task.deletedAt),
                .time(task.createdAt), .text(task.project?.text), .time(time),
            ])
    }

    package static func task(_ id: TaskID, in connection: any Connection) throws -> TaskItem? {
        try connection.firstRow("SELECT \(columns) FROM tasks WHERE id = $1", [.id(id)]).map(task)
    }

    /// What somebody may see and the filter takes, in its order.
    package static func tasks(of actor: TaskActor, _ filter: TaskFilter, in connection: any Connection) throws -> [TaskItem] {
        try rows(of: actor, " AND done_at IS \(filter.isDone ? "NOT " : "")NULL", in: connection).filter(filter.takes).sorted(by: TaskFilter.order)
    }

    /// Everything that somebody may see, open and done.
    package static func tasks(of actor: TaskActor, in connection: any Connection) throws -> [TaskItem] { try rows(of: actor, "", in: connection) }

    private static func rows(of actor: TaskActor, _ condition: String, in connection: any Connection) throws -> [TaskItem] {
        let own = " AND (owner = $1 OR assignee = $1 OR project IN (SELECT project FROM project_members WHERE user_id = $1))"
        return try connection.rows(
            "SELECT \(columns) FROM tasks WHERE deleted_at IS NULL\(condition)\(actor.isManager ? "" : own)", actor.isManager ? [] : [.id(actor.id)]
        ).map(task)
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
        task.project = row.optionalText(12).map { ProjectID(stored: $0) }
        return task
    }
}
