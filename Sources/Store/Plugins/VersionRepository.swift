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
            ON CONFLICT (name) DO UPDATE SET version = excluded.version, published_at = excluded.published_at, held = NULL
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

    /// Makes an earlier version the published one. What is published now, which the files on disk still have, is held
    /// back until they say something else.
    /// - Throws: ``UnknownVersion``
    package static func rollBack(_ plugin: String, to hash: String, at time: Timestamp, in connection: any Connection) throws {
        guard let version = try version(hash, in: connection), version.plugin == plugin else { throw UnknownVersion(plugin: plugin, hash: hash) }
        // Whoever asks for it by name wants it to run, whatever it did before.
        try connection.execute("UPDATE plugin_versions SET stopped_at = NULL WHERE hash = $1", [.text(hash)])
        // What was held back before is still what is on disk.
        try connection.execute(
            """
            UPDATE plugins SET held = CASE WHEN held = $1 THEN NULL ELSE COALESCE(held, version) END, version = $1, published_at = $2
            WHERE name = $3
            """, [.text(hash), .time(time), .text(plugin)])
    }

    /// No turn is to run on this version any more.
    package static func stop(_ hash: String, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute("UPDATE plugin_versions SET stopped_at = $1 WHERE hash = $2", [.time(time), .text(hash)])
    }

    /// Versions on which no turn is to run.
    package static func stopped(in connection: any Connection) throws -> Set<String> {
        Set(try connection.rows("SELECT hash FROM plugin_versions WHERE stopped_at IS NOT NULL").map { try $0.text(0) })
    }

    /// Versions that were rolled back and are not to be published again by the files that have them, by plugin.
    package static func held(in connection: any Connection) throws -> [String: String] {
        var result: [String: String] = [:]
        for row in try connection.rows("SELECT name, held FROM plugins WHERE held IS NOT NULL") { result[try row.text(0)] = try row.text(1) }
        return result
    }

    /// A plugin's versions, newest first; of all plugins where none is named. Their snapshots are left out.
    package static func history(of plugin: String?, in connection: any Connection) throws -> [StoredVersion] {
        try connection.rows(
            """
            SELECT hash, plugin, author, created_at, stopped_at FROM plugin_versions WHERE $1 IS NULL OR plugin = $1
            ORDER BY plugin, created_at DESC, hash
            """, [.text(plugin)]
        ).map { row in
            StoredVersion(
                hash: try row.text(0), plugin: try row.text(1), snapshot: .null, declarations: .null, author: try row.text(2),
                createdAt: try row.time(3), stoppedAt: row.optionalTime(4))
        }
    }

    /// The versions of a plugin whose hashes begin like this.
    package static func versions(of plugin: String, beginning hash: String, in connection: any Connection) throws -> [String] {
        try history(of: plugin, in: connection).map(\.hash).filter { $0.hasPrefix(hash) }
    }

    /// The published version of each plugin, by name.
    package static func published(in connection: any Connection) throws -> [String: String] {
        var result: [String: String] = [:]
        for row in try connection.rows("SELECT name, version FROM plugins") { result[try row.text(0)] = try row.text(1) }
        return result
    }
}

/// A plugin has no such version.
package struct UnknownVersion: Error, CustomStringConvertible {
    package var plugin: String
    package var hash: String
    package var description: String { "the plugin \"\(plugin)\" has no version \(hash.prefix(12))" }
}
