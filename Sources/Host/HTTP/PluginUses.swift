// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Plugins
internal import Store
internal import Synchronization

/// The hosts that each version of a plugin names in `uses`: a conversation may call those of its own version.
final class PluginUses: Sendable {
    private let database: any Database
    private let known = Mutex<[String: [HostPattern]]>([:])

    private static let most = 1_000

    init(database: any Database) { self.database = database }

    func hosts(of version: String) async throws -> [HostPattern] {
        if let hosts = known.withLock({ $0[version] }) { return hosts }
        let stored = try await database.read { try VersionRepository.version(version, in: $0) }
        let plugin = stored?.declarations.elements?.first { $0["kind"]?.text == "plugin" }
        let uses = plugin?["options"]?["uses"]
        let names = uses?.text.map { [$0] } ?? uses?.elements?.compactMap(\.text) ?? []
        let hosts = names.compactMap { PluginCapability.hosts($0) }
        known.withLock { known in
            if known.count >= Self.most { known = [:] }
            known[version] = hosts
        }
        return hosts
    }
}
