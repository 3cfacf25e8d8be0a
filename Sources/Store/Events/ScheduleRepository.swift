// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// When each `bot.every` is due next.
package enum ScheduleRepository {
    package struct Schedule: Sendable {
        package var plugin: String
        package var name: String
        /// The declared rule, as text; a changed rule begins anew.
        package var rule: String
        package var dueAt: Timestamp

        package init(plugin: String, name: String, rule: String, dueAt: Timestamp) {
            self.plugin = plugin
            self.name = name
            self.rule = rule
            self.dueAt = dueAt
        }
    }

    package static func save(_ schedule: Schedule, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO schedules (plugin, name, rule, due_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (plugin, name) DO UPDATE SET rule = excluded.rule, due_at = excluded.due_at
            """, [.text(schedule.plugin), .text(schedule.name), .text(schedule.rule), .time(schedule.dueAt)])
    }

    package static func delete(plugin: String, name: String, in connection: any Connection) throws {
        try connection.execute("DELETE FROM schedules WHERE plugin = $1 AND name = $2", [.text(plugin), .text(name)])
    }

    package static func all(in connection: any Connection) throws -> [Schedule] {
        try connection.rows("SELECT plugin, name, rule, due_at FROM schedules ORDER BY plugin, name").map { row in
            Schedule(plugin: try row.text(0), name: try row.text(1), rule: try row.text(2), dueAt: try row.time(3))
        }
    }
}
