// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Plugins
internal import Store

/// `moonpost versions`
struct VersionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions", abstract: "Lists the versions of plugins, newest first; * marks the one that is live, ? one that waits for an admin.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "A plugin; without any, all of them.")
    var plugin: String?

    func run() async throws {
        let onDisk = Self.plugins(try store.options.read())
        try await store.withStore { database in
            let plugin = plugin
            let (versions, published, held, waiting) = try await database.read { connection in
                (
                    try VersionRepository.history(of: plugin, in: connection), try VersionRepository.published(in: connection),
                    try VersionRepository.held(in: connection), try WaitingVersionRepository.all(in: connection)
                )
            }
            let waits = waiting.filter { plugin == nil || $0.plugin == plugin }
            guard !versions.isEmpty || !waits.isEmpty else {
                throw CommandFailure(plugin.map { "there is no plugin \"\($0)\": see moonpost versions" } ?? "nothing has been published yet")
            }
            for version in waits {
                print("? \(version.plugin)  \(version.hash.prefix(12))  \(Self.text(version.since))  \(version.author)  waiting: \(version.reason)")
            }
            for version in versions {
                let isLive = published[version.plugin] == version.hash && version.stoppedAt == nil
                var note = Self.note(
                    isHeld: held[version.plugin] == version.hash, isGone: isLive && onDisk?.contains(version.plugin) == false)
                if let time = version.stoppedAt { note += "  stopped \(Self.text(time)): it ended its script worker too often" }
                print("\(isLive ? "*" : " ") \(version.plugin)  \(version.hash.prefix(12))  \(Self.text(version.createdAt))  \(version.author)\(note)")
            }
        }
    }

    private static func note(isHeld: Bool, isGone: Bool) -> String {
        if isHeld { return "  rolled back; the file on disk still has it" }
        return isGone ? "  its file is gone: a host that starts now leaves it out" : ""
    }

    /// The plugins in the folders; nil where there are no such folders, as somewhere else than where the host was started.
    private static func plugins(_ configuration: Configuration) -> Set<String>? {
        let folders = [configuration.scripts.flows, configuration.scripts.plugins]
        guard folders.contains(where: { FileManager.default.fileExists(atPath: $0) }) else { return nil }
        return PluginFolders(flows: folders[0], plugins: folders[1]).read().found
    }

    /// "2026-11-21 14:05:09 UTC"
    private static func text(_ time: Timestamp) -> String {
        var seconds = time_t(time.milliseconds / 1_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return String(
            format: "%04d-%02d-%02d %02d:%02d:%02d UTC", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
            parts.tm_min, parts.tm_sec)
    }
}
