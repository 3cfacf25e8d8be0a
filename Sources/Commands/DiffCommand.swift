// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Plugins
internal import Store

/// `moonpost diff`
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Shows what changed from one version of a plugin to another.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "The plugin.")
    var plugin: String

    @Argument(help: "The beginning of the older version's hash.")
    var old: String

    @Argument(help: "The beginning of the newer version's hash; without it, the live one.")
    var new: String?

    func run() async throws {
        try await store.withStore { database in
            let plugin = plugin
            let live = try await database.read { try VersionRepository.published(in: $0)[plugin] }
            guard let live else { throw CommandFailure("there is no plugin \"\(plugin)\": see moonpost versions") }
            let left = try await snapshot(old, database)
            let right = try await snapshot(new ?? live, database)
            let lines = SnapshotDifference.lines(left, right)
            print(lines.isEmpty ? "no difference" : lines.joined(separator: "\n"))
        }
    }

    private func snapshot(_ hash: String, _ database: SQLiteDatabase) async throws -> PluginSnapshot {
        let full = try await StoreOptions.version(hash, of: plugin, in: database)
        guard let stored = try await database.read({ try VersionRepository.version(full, in: $0) }),
            let snapshot = PluginSnapshot(stored.snapshot)
        else { throw CommandFailure("version \(full.prefix(12)) cannot be read from the store") }
        return snapshot
    }
}
