// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let media = Migration(
        name: "2026-11 media",
        statements: [
            // A file that came with a message: its id is that of the message's inbox entry. `file` names it on the disk, by its
            // SHA-256; messages with the same file share it.
            """
            CREATE TABLE media (
                id TEXT PRIMARY KEY,
                number TEXT NOT NULL,
                kind TEXT NOT NULL,
                platform_id TEXT,
                link TEXT,
                mime TEXT NOT NULL,
                sha256 TEXT,
                filename TEXT,
                state TEXT NOT NULL,
                file TEXT,
                bytes BIGINT,
                attempts BIGINT NOT NULL,
                not_before BIGINT,
                error TEXT,
                created_at BIGINT NOT NULL)
            """,
            "CREATE INDEX media_waiting ON media (id) WHERE state = 'waiting'",
            "CREATE INDEX media_by_file ON media (file) WHERE file IS NOT NULL",
            // What the platform calls a file that was uploaded for one number; it forgets it after 30 days.
            """
            CREATE TABLE media_uploads (
                number TEXT NOT NULL,
                file TEXT NOT NULL,
                mime TEXT NOT NULL,
                platform_id TEXT NOT NULL,
                uploaded_at BIGINT NOT NULL,
                PRIMARY KEY (number, file, mime))
            """,
        ])
}
