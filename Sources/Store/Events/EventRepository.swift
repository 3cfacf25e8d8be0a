// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// An event that was emitted and not yet handed to those who want it.
package struct StoredEvent: Sendable {
    package var id: String
    package var name: String
    /// The plugin that emitted it, or nil for the host.
    package var plugin: String?
    /// The contact in whose conversation it was emitted.
    package var contact: ContactID?
    package var fields: JSON
    package var createdAt: Timestamp

    package init(id: String, name: String, plugin: String?, contact: ContactID?, fields: JSON, createdAt: Timestamp) {
        self.id = id
        self.name = name
        self.plugin = plugin
        self.contact = contact
        self.fields = fields
        self.createdAt = createdAt
    }
}

/// Events on their way to `bot.on` and `chat:wait_for`.
package enum EventRepository {
    package static func insert(_ event: StoredEvent, in connection: any Connection) throws {
        try connection.execute(
            "INSERT INTO events (id, name, plugin, contact, fields, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
            [
                .text(event.id), .text(event.name), .text(event.plugin), .id(event.contact), .json(event.fields),
                .time(event.createdAt),
            ])
    }

    package static func pending(limit: Int, in connection: any Connection) throws -> [StoredEvent] {
        try connection.rows(
            "SELECT id, name, plugin, contact, fields, created_at FROM events ORDER BY id LIMIT $1", [.count(limit)]
        ).map { row in
            StoredEvent(
                id: try row.text(0), name: try row.text(1), plugin: row.optionalText(2), contact: row.optionalID(3),
                fields: try row.json(4), createdAt: try row.time(5))
        }
    }

    package static func delete(_ id: String, in connection: any Connection) throws {
        try connection.execute("DELETE FROM events WHERE id = $1", [.text(id)])
    }
}
