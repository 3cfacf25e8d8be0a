// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let stoppedAndWaitingVersions = Migration(
        name: "2026-11 versions that are stopped, and that wait",
        statements: [
            "ALTER TABLE plugin_versions ADD COLUMN stopped_at BIGINT",
            """
            CREATE TABLE waiting_versions (
                plugin TEXT PRIMARY KEY,
                hash TEXT NOT NULL,
                reason TEXT NOT NULL,
                author TEXT NOT NULL,
                since BIGINT NOT NULL)
            """,
        ])
}
