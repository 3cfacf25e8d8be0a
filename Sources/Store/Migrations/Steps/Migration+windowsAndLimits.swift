// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let windowsAndLimits = Migration(
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
        ])
}
