// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What plugins keep with `bot.store`: values by name, each plugin on its own.
package enum PluginDataRepository {
    package static func value(
        _ name: String, of plugin: String, at time: Timestamp, in connection: any Connection
    ) throws -> JSON? {
        try connection.firstRow(
            """
            SELECT value FROM plugin_data
            WHERE plugin = $1 AND name = $2 AND (expires_at IS NULL OR expires_at > $3)
            """, [.text(plugin), .text(name), .time(time)])?.json(0)
    }

    package static func set(
        _ name: String, to value: JSON, of plugin: String, expiresAt: Timestamp?, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO plugin_data (plugin, name, value, expires_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (plugin, name) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
            """, [.text(plugin), .text(name), .json(value), .time(expiresAt)])
    }

    /// Changes a value that may be there, and leaves how long it is kept; one that has expired begins anew, for ever.
    package static func replace(
        _ name: String, with value: JSON, of plugin: String, at time: Timestamp, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO plugin_data (plugin, name, value, expires_at) VALUES ($1, $2, $3, NULL)
            ON CONFLICT (plugin, name) DO UPDATE SET value = excluded.value,
                expires_at = CASE WHEN plugin_data.expires_at > $4 THEN plugin_data.expires_at END
            """, [.text(plugin), .text(name), .json(value), .time(time)])
    }

    package static func delete(_ name: String, of plugin: String, in connection: any Connection) throws {
        try connection.execute("DELETE FROM plugin_data WHERE plugin = $1 AND name = $2", [.text(plugin), .text(name)])
    }

    /// Values whose names begin with `prefix`, in the order of names.
    package static func list(
        prefix: String, of plugin: String, limit: Int, at time: Timestamp, in connection: any Connection
    ) throws -> [(name: String, value: JSON)] {
        // A range instead of LIKE: it uses the key, and no character of the prefix means anything special.
        try connection.rows(
            """
            SELECT name, value FROM plugin_data
            WHERE plugin = $1 AND name >= $2 AND name < $3 AND (expires_at IS NULL OR expires_at > $4)
            ORDER BY name LIMIT $5
            """, [.text(plugin), .text(prefix), .text(prefix + "\u{10FFFF}"), .time(time), .count(limit)]
        ).map { (try $0.text(0), try $0.json(1)) }
    }

    /// Forgets values whose time is over, at most `limit`; gives how many.
    package static func purgeExpired(at time: Timestamp, limit: Int, in connection: any Connection) throws -> Int {
        try connection.execute(
            """
            DELETE FROM plugin_data WHERE (plugin, name) IN
                (SELECT plugin, name FROM plugin_data WHERE expires_at <= $1 LIMIT $2)
            """, [.time(time), .count(limit)])
    }
}
