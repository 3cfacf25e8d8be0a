// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Something that an admin should see.
package struct Incident: Sendable {
    package enum Level: String, Sendable {
        case warning
        case error
    }

    package var id: String
    package var level: Level
    /// In dots, from the general to the particular: "conversation.failed", "message.dead".
    package var kind: String
    package var plugin: String?
    package var summary: String
    package var details: JSON
    package var createdAt: Timestamp

    package init(
        id: String, level: Level, kind: String, plugin: String?, summary: String, details: JSON, createdAt: Timestamp
    ) {
        self.id = id
        self.level = level
        self.kind = kind
        self.plugin = plugin
        self.summary = summary
        self.details = details
        self.createdAt = createdAt
    }
}

/// What admins should see, newest first.
package enum IncidentRepository {
    package static func insert(_ incident: Incident, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO incidents (id, level, kind, plugin, summary, details, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                .text(incident.id), .text(incident.level.rawValue), .text(incident.kind), .text(incident.plugin),
                .text(incident.summary), .json(incident.details), .time(incident.createdAt),
            ])
    }

    /// How many are kept of each kind and level.
    package static func counts(in connection: any Connection) throws -> [(kind: String, level: String, count: Int64)] {
        try connection.rows("SELECT kind, level, COUNT(*) FROM incidents GROUP BY kind, level ORDER BY kind, level").map {
            (try $0.text(0), try $0.text(1), try $0.integer(2))
        }
    }

    package static func latest(limit: Int, in connection: any Connection) throws -> [Incident] {
        try connection.rows(
            "SELECT id, level, kind, plugin, summary, details, created_at FROM incidents ORDER BY id DESC LIMIT $1",
            [.count(limit)]
        ).map { row in
            Incident(
                id: try row.text(0), level: Incident.Level(rawValue: try row.text(1)) ?? .error, kind: try row.text(2),
                plugin: row.optionalText(3), summary: try row.text(4), details: try row.json(5), createdAt: try row.time(6))
        }
    }

    /// Forgets incidents that are older than `time`, at most `limit`; gives how many.
    package static func purge(before time: Timestamp, limit: Int, in connection: any Connection) throws -> Int {
        try Purge.rows(of: "incidents", before: time, limit: limit, in: connection)
    }
}
