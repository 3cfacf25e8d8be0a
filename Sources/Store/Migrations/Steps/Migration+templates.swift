// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let templates = Migration(
        name: "2026-11 templates",
        statements: [
            """
            CREATE TABLE templates (
                account TEXT NOT NULL,
                name TEXT NOT NULL,
                language TEXT NOT NULL,
                status TEXT NOT NULL,
                category TEXT NOT NULL,
                quality TEXT,
                definition TEXT NOT NULL,
                updated_at BIGINT NOT NULL,
                PRIMARY KEY (account, name, language))
            """
        ])
}
