// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// What was taken back can be done again: the history keeps what it was and when it was taken back, and an update can be, too.
    static let redo = Migration(
        name: "2026-11 redo",
        statements: [
            "ALTER TABLE changes ADD COLUMN after_change TEXT",
            "ALTER TABLE changes ADD COLUMN undone_at BIGINT",
            // Made when it is taken back: ids tell the order, also within a millisecond.
            "ALTER TABLE changes ADD COLUMN undone_as TEXT",
            "ALTER TABLE project_updates ADD COLUMN deleted_at BIGINT",
            "CREATE INDEX changes_by_undoing ON changes (user_id, undone_as)",
        ])
}
