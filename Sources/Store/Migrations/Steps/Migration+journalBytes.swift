// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let journalBytes = Migration(
        name: "2026-11 bytes of journals",
        statements: [
            "ALTER TABLE conversations ADD COLUMN journal_bytes BIGINT NOT NULL DEFAULT 0",
            """
            UPDATE conversations SET journal_bytes = COALESCE(
                (SELECT SUM(LENGTH(CAST(entries AS BLOB))) FROM journal WHERE conversation = conversations.id), 0)
            """,
        ])
}
