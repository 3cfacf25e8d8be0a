// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let lateSending = Migration(
        name: "2026-11 when late messages were sent",
        statements: [
            // Of a message that was sent more than a second after it was made: an ordinary reply costs nothing.
            "ALTER TABLE outbox ADD COLUMN sent_at BIGINT",
            "CREATE INDEX outbox_sent_late ON outbox (sent_at) WHERE sent_at IS NOT NULL",
        ])
}
