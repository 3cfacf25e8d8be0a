// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let numbers = Migration(
        name: "2026-11 numbers",
        statements: [
            // `secrets` is sealed with the key of the installation, bound to the id.
            """
            CREATE TABLE numbers (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                settings TEXT NOT NULL,
                secrets BLOB NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL)
            """
        ])
}
