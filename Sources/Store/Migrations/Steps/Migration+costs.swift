// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let costs = Migration(
        name: "2026-11 costs",
        statements: [
            "ALTER TABLE outbox ADD COLUMN conversation TEXT",
            "ALTER TABLE outbox ADD COLUMN flow TEXT",
            // What the platform charges a message as, by its id of it: once, though several statuses tell. `price` is in millionths of the
            // currency, NULL where no price is configured; it counts once the message is delivered.
            """
            CREATE TABLE message_costs (
                message_id TEXT PRIMARY KEY,
                outgoing TEXT NOT NULL,
                number TEXT NOT NULL,
                contact TEXT NOT NULL,
                conversation TEXT,
                flow TEXT,
                category TEXT NOT NULL,
                type TEXT NOT NULL,
                price BIGINT,
                currency TEXT NOT NULL,
                delivered BIGINT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            "CREATE INDEX message_costs_by_time ON message_costs (created_at)",
            "CREATE INDEX message_costs_by_contact ON message_costs (contact)",
        ])
}
