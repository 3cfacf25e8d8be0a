// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A version on disk that is sound but for what it is not granted: it waits for an admin.
package struct WaitingVersion: Hashable, Sendable {
    package var plugin: String
    package var hash: String
    /// What to do about it.
    package var reason: String
    package var author: String
    package var since: Timestamp

    package init(plugin: String, hash: String, reason: String, author: String, since: Timestamp) {
        self.plugin = plugin
        self.hash = hash
        self.reason = reason
        self.author = author
        self.since = since
    }
}

/// Versions that wait for an admin, one of a plugin at most.
package enum WaitingVersionRepository {
    package static func all(in connection: any Connection) throws -> [WaitingVersion] {
        try connection.rows("SELECT plugin, hash, reason, author, since FROM waiting_versions ORDER BY plugin").map { row in
            WaitingVersion(
                plugin: try row.text(0), hash: try row.text(1), reason: try row.text(2), author: try row.text(3),
                since: try row.time(4))
        }
    }

    /// Of these plugins, `waiting` wait and no others. One that waited before keeps since when.
    package static func replace(of plugins: [String], with waiting: [WaitingVersion], in connection: any Connection) throws {
        let hashes = Set(waiting.map(\.hash))
        for old in try all(in: connection) where plugins.contains(old.plugin) && !hashes.contains(old.hash) {
            try connection.execute("DELETE FROM waiting_versions WHERE plugin = $1", [.text(old.plugin)])
        }
        for version in waiting {
            try connection.execute(
                """
                INSERT INTO waiting_versions (plugin, hash, reason, author, since) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (plugin) DO UPDATE SET reason = excluded.reason
                """,
                [.text(version.plugin), .text(version.hash), .text(version.reason), .text(version.author), .time(version.since)])
        }
    }
}
