// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let projects = Migration(
        name: "2026-11 projects",
        statements: [
            """
            CREATE TABLE projects (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                owner TEXT NOT NULL,
                closed_at BIGINT,
                deleted_at BIGINT,
                created_at BIGINT NOT NULL)
            """,
            """
            CREATE TABLE project_members (
                project TEXT NOT NULL,
                user_id TEXT NOT NULL,
                PRIMARY KEY (project, user_id))
            """,
            "CREATE INDEX project_members_by_user ON project_members (user_id)",
            """
            CREATE TABLE project_updates (
                id TEXT PRIMARY KEY,
                project TEXT NOT NULL,
                user_id TEXT NOT NULL,
                text TEXT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            "CREATE INDEX project_updates_by_project ON project_updates (project, id)",
            "ALTER TABLE tasks ADD COLUMN project TEXT",
            "CREATE INDEX tasks_by_project ON tasks (project)",
            // One history for both, because what is taken back is what somebody did last. `kind` is "task" or "project", `subject` its id.
            "DROP TABLE task_changes",
            """
            CREATE TABLE changes (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                user_id TEXT NOT NULL,
                action TEXT NOT NULL,
                before_change TEXT,
                undone BIGINT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            "CREATE INDEX changes_by_user ON changes (user_id, id)",
            "CREATE INDEX changes_by_subject ON changes (subject, id)",
        ])
}
