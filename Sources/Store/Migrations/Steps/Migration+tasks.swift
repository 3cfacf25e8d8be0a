// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let tasks = Migration(
        name: "2026-11 tasks",
        statements: [
            // `due` is the day or the moment as it was meant, `due_at` when that is over.
            """
            CREATE TABLE tasks (
                id TEXT PRIMARY KEY,
                title TEXT NOT NULL,
                notes TEXT,
                owner TEXT NOT NULL,
                assignee TEXT NOT NULL,
                priority TEXT NOT NULL,
                due TEXT,
                due_at BIGINT,
                tags TEXT NOT NULL,
                done_at BIGINT,
                deleted_at BIGINT,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL)
            """,
            "CREATE INDEX tasks_by_assignee ON tasks (assignee, done_at)",
            "CREATE INDEX tasks_by_owner ON tasks (owner, done_at)",
            // What was changed by whom: `before` is NULL where the task was made. `undone` tells that it was taken back.
            """
            CREATE TABLE task_changes (
                id TEXT PRIMARY KEY,
                task TEXT NOT NULL,
                user_id TEXT NOT NULL,
                action TEXT NOT NULL,
                before_change TEXT,
                undone BIGINT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            "CREATE INDEX task_changes_by_user ON task_changes (user_id, id)",
        ])
}
