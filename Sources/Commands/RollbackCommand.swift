// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Store

/// `moonpost rollback`
struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Makes an earlier version of a plugin the live one.",
        discussion: """
            People in the middle of a conversation finish it on the version that they began with. The file on disk is not
            changed; what it says now is held back until it says something else.
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: "The plugin.")
    var plugin: String

    @Argument(help: "The beginning of the version's hash; without it, the version before the live one.")
    var hash: String?

    func run() async throws {
        let version = try await store.withStore { database in
            let version = try await target(database)
            let plugin = plugin, now = SystemClock().now
            try await database.write { try VersionRepository.rollBack(plugin, to: version, at: now, in: $0) }
            return version
        }
        print("\(plugin): \(version.prefix(12)) is published")
        try store.tellHost()
    }

    private func target(_ database: SQLiteDatabase) async throws -> String {
        let plugin = plugin
        let (history, published) = try await database.read { connection in
            (try VersionRepository.history(of: plugin, in: connection), try VersionRepository.published(in: connection)[plugin])
        }
        guard let published else { throw CommandFailure("there is no plugin \"\(plugin)\": see moonpost versions") }
        if let hash {
            let target = try await StoreOptions.version(hash, of: plugin, in: database)
            let isStopped = history.contains { $0.hash == target && $0.stoppedAt != nil }
            if target == published, !isStopped { throw CommandFailure("\(target.prefix(12)) is live already") }
            return target
        }
        let earlier = history.drop { $0.hash != published }.dropFirst().first { $0.stoppedAt == nil }
        guard let earlier else { throw CommandFailure("\"\(plugin)\" has no version before \(published.prefix(12))") }
        return earlier.hash
    }
}
