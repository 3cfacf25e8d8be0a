// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Versions of plugins, and which of them is published.
package enum VersionRepository {
    /// Keeps a version and makes it the one that new conversations begin with.
    package static func publish(_ version: StoredVersion, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO plugin_versions (hash, plugin, snapshot, declarations, author, created_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (hash) DO NOTHING
            """,
            [
                .text(version.hash), .text(version.plugin), .json(version.snapshot), .json(version.declarations),
                .text(version.author), .time(version.createdAt),
            ])
        try connection.execute(
            """
            INSERT INTO plugins (name, version, published_at) VALUES ($1, $2, $3)
            ON CONFLICT (name) DO UPDATE SET version = excluded.version, published_at = excluded.published_at
            """, [.text(version.plugin), .text(version.hash), .time(time)])
    }

    package static func version(_ hash: String, in connection: any Connection) throws -> StoredVersion? {
        try connection.firstRow(
            "SELECT hash, plugin, snapshot, declarations, author, created_at FROM plugin_versions WHERE hash = $1",
            [.text(hash)]
        ).map { row in
            StoredVersion(
                hash: try row.text(0), plugin: try row.text(1), snapshot: try row.json(2), declarations: try row.json(3),
                author: try row.text(4), createdAt: try row.time(5))
        }
    }

    /// The published version of each plugin, by name.
    package static func published(in connection: any Connection) throws -> [String: String] {
        var result: [String: String] = [:]
        for row in try connection.rows("SELECT name, version FROM plugins") { result[try row.text(0)] = try row.text(1) }
        return result
    }
}
