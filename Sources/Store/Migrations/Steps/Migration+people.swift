// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let people = Migration(
        name: "2026-11 people",
        statements: [
            // The staff. `role` is member, manager or admin; somebody who has left is disabled, never deleted: the audit log names them.
            """
            CREATE TABLE users (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                role TEXT NOT NULL,
                language TEXT,
                timezone TEXT,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                disabled_at BIGINT)
            """,
            // Whose telephone a contact is. While it is suspended the contact is nobody's: its identity has changed.
            """
            CREATE TABLE user_links (
                contact TEXT PRIMARY KEY,
                user_id TEXT NOT NULL,
                linked_at BIGINT NOT NULL,
                suspended_at BIGINT)
            """,
            "CREATE INDEX user_links_by_user ON user_links (user_id)",
            // One-time codes, as keyed hashes: who reads the table cannot use them.
            """
            CREATE TABLE link_codes (
                hash TEXT PRIMARY KEY,
                user_id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL)
            """,
            // Wrong codes of a contact since `since`; of all together under the contact ''.
            """
            CREATE TABLE code_guesses (
                contact TEXT PRIMARY KEY,
                wrong BIGINT NOT NULL,
                since BIGINT NOT NULL)
            """,
            // When somebody unknown was last told how to register.
            """
            CREATE TABLE registration_notices (
                contact TEXT PRIMARY KEY,
                told_at BIGINT NOT NULL)
            """,
            // What was done by whom. Each row's hash covers the row and the hash before it.
            """
            CREATE TABLE audit (
                position BIGINT PRIMARY KEY,
                at BIGINT NOT NULL,
                actor TEXT NOT NULL,
                action TEXT NOT NULL,
                subject TEXT NOT NULL,
                details TEXT NOT NULL,
                hash TEXT NOT NULL)
            """,
            "CREATE INDEX audit_by_actor ON audit (actor, at)",
        ])
}
