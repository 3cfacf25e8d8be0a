// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let fetchedFiles = Migration(
        name: "2026-11 fetched files",
        statements: [
            // What stood at an address that a script named, by the SHA-256 of the address, which may be signed and is nobody's business.
            """
            CREATE TABLE fetched_files (
                link TEXT PRIMARY KEY,
                file TEXT NOT NULL,
                mime TEXT NOT NULL,
                bytes BIGINT NOT NULL,
                fetched_at BIGINT NOT NULL)
            """,
            "CREATE INDEX fetched_files_by_file ON fetched_files (file)",
            "CREATE INDEX fetched_files_by_time ON fetched_files (fetched_at)",
            // How often the platform could not take the message's files, whatever else came between.
            "ALTER TABLE outbox ADD COLUMN refused_uploads BIGINT NOT NULL DEFAULT 0",
        ])
}
