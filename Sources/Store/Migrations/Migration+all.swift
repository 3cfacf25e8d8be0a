// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Every step, oldest first.
    static let all: [Migration] = [
        Migration(
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
            ]),
        Migration(
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
            ]),
        Migration(
            name: "2026-11 windows and limits",
            statements: [
                "ALTER TABLE outbox ADD COLUMN priority TEXT NOT NULL DEFAULT 'reply'",
                "ALTER TABLE outbox ADD COLUMN fallback TEXT",
                // The 24 hours in which somebody may be written to freely.
                """
                CREATE TABLE service_windows (
                    contact TEXT NOT NULL,
                    number TEXT NOT NULL,
                    closes_at BIGINT NOT NULL,
                    entered_at BIGINT,
                    free_until BIGINT,
                    PRIMARY KEY (contact, number))
                """,
                """
                INSERT INTO service_windows (contact, number, closes_at)
                SELECT lane, number, MAX(received_at) + 86400000 FROM inbox
                WHERE kind = 'message' AND lane IS NOT NULL GROUP BY lane, number
                """,
                // Whom a portfolio wrote to outside their windows, for 24 hours.
                """
                CREATE TABLE portfolio_users (
                    portfolio TEXT NOT NULL,
                    contact TEXT NOT NULL,
                    written_at BIGINT NOT NULL,
                    PRIMARY KEY (portfolio, contact))
                """,
                // What the platform said last of each limit and template.
                """
                CREATE TABLE learned_limits (
                    number TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    field TEXT NOT NULL,
                    value TEXT NOT NULL,
                    PRIMARY KEY (number, subject))
                """,
                // Who has had enough marketing, and until when.
                """
                CREATE TABLE marketing_memory (
                    contact TEXT PRIMARY KEY,
                    refusals BIGINT NOT NULL,
                    until BIGINT NOT NULL)
                """,
            ]),
        Migration(
            name: "2026-11 bytes of journals",
            statements: [
                "ALTER TABLE conversations ADD COLUMN journal_bytes BIGINT NOT NULL DEFAULT 0",
                """
                UPDATE conversations SET journal_bytes = COALESCE(
                    (SELECT SUM(LENGTH(CAST(entries AS BLOB))) FROM journal WHERE conversation = conversations.id), 0)
                """,
            ]),
        Migration(
            name: "2026-11 when messages were sent",
            statements: [
                "ALTER TABLE inbox ADD COLUMN sent_at BIGINT"
            ]),
        Migration(
            name: "2026-11 who wants no marketing",
            statements: [
                // What each person said last, and where: the platform's word, STOP or START, a code.
                """
                CREATE TABLE marketing_choices (
                    contact TEXT PRIMARY KEY,
                    stops BIGINT NOT NULL,
                    source TEXT NOT NULL,
                    chosen_at BIGINT NOT NULL)
                """,
            ]),
        Migration(
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
            ]),
    ]
}
