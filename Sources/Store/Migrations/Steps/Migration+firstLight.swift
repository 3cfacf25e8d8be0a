// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let firstLight = Migration(
        name: "2026-11 first light",
        statements: [
            // What came, byte for byte.
            """
            CREATE TABLE webhooks (
                id TEXT PRIMARY KEY,
                received_at BIGINT NOT NULL,
                body BLOB NOT NULL)
            """,
            // The inbox: whatever makes Lua run, one row each. A lane is worked off in the order of ids.
            """
            CREATE TABLE inbox (
                id TEXT PRIMARY KEY,
                number TEXT NOT NULL,
                dedup_key TEXT NOT NULL,
                kind TEXT NOT NULL,
                lane TEXT,
                state TEXT NOT NULL,
                received_at BIGINT NOT NULL,
                content TEXT NOT NULL,
                error TEXT)
            """,
            "CREATE UNIQUE INDEX inbox_once ON inbox (number, dedup_key)",
            "CREATE INDEX inbox_ready ON inbox (id) WHERE state = 'ready'",
            """
            CREATE TABLE contacts (
                id TEXT PRIMARY KEY,
                name TEXT,
                language TEXT,
                timezone TEXT,
                fields TEXT NOT NULL,
                merged_into TEXT,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL)
            """,
            """
            CREATE TABLE contact_aliases (
                kind TEXT NOT NULL,
                value TEXT NOT NULL,
                contact TEXT NOT NULL,
                PRIMARY KEY (kind, value))
            """,
            "CREATE INDEX contact_aliases_by_contact ON contact_aliases (contact)",
            """
            CREATE TABLE conversations (
                id TEXT PRIMARY KEY,
                lane TEXT NOT NULL,
                contact TEXT,
                number TEXT,
                plugin TEXT NOT NULL,
                version TEXT NOT NULL,
                entry_kind TEXT NOT NULL,
                entry_name TEXT NOT NULL,
                opening TEXT NOT NULL,
                state TEXT NOT NULL,
                wait TEXT,
                wait_event TEXT,
                due_at BIGINT,
                input TEXT,
                contact_seen TEXT,
                journal_rows BIGINT NOT NULL,
                journal_entries BIGINT NOT NULL,
                asked_at TEXT,
                silence BIGINT,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL)
            """,
            "CREATE INDEX conversations_by_lane ON conversations (lane)",
            "CREATE INDEX conversations_due ON conversations (due_at) WHERE due_at IS NOT NULL",
            "CREATE INDEX conversations_by_event ON conversations (wait_event) WHERE wait_event IS NOT NULL",
            """
            CREATE TABLE journal (
                conversation TEXT NOT NULL,
                position BIGINT NOT NULL,
                entries TEXT NOT NULL,
                PRIMARY KEY (conversation, position))
            """,
            """
            CREATE TABLE outbox (
                id TEXT PRIMARY KEY,
                lane TEXT NOT NULL,
                number TEXT NOT NULL,
                contact TEXT NOT NULL,
                kind TEXT NOT NULL,
                content TEXT NOT NULL,
                state TEXT NOT NULL,
                attempts BIGINT NOT NULL,
                not_before BIGINT,
                message_id TEXT,
                delivery TEXT,
                error TEXT,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL)
            """,
            "CREATE INDEX outbox_open ON outbox (id) WHERE state IN ('ready', 'held', 'uncertain')",
            "CREATE INDEX outbox_by_message ON outbox (message_id) WHERE message_id IS NOT NULL",
            """
            CREATE TABLE plugin_versions (
                hash TEXT PRIMARY KEY,
                plugin TEXT NOT NULL,
                snapshot TEXT NOT NULL,
                declarations TEXT NOT NULL,
                author TEXT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            """
            CREATE TABLE plugins (
                name TEXT PRIMARY KEY,
                version TEXT NOT NULL,
                held TEXT,
                published_at BIGINT NOT NULL)
            """,
            """
            CREATE TABLE plugin_data (
                plugin TEXT NOT NULL,
                name TEXT NOT NULL,
                value TEXT NOT NULL,
                expires_at BIGINT,
                PRIMARY KEY (plugin, name))
            """,
            "CREATE INDEX plugin_data_by_expiry ON plugin_data (expires_at) WHERE expires_at IS NOT NULL",
            """
            CREATE TABLE events (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                plugin TEXT,
                contact TEXT,
                fields TEXT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            """
            CREATE TABLE schedules (
                plugin TEXT NOT NULL,
                name TEXT NOT NULL,
                rule TEXT NOT NULL,
                due_at BIGINT NOT NULL,
                PRIMARY KEY (plugin, name))
            """,
            // What an admin should see: failed conversations, dead messages, refused versions.
            """
            CREATE TABLE incidents (
                id TEXT PRIMARY KEY,
                level TEXT NOT NULL,
                kind TEXT NOT NULL,
                plugin TEXT,
                summary TEXT NOT NULL,
                details TEXT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
        ])
}
