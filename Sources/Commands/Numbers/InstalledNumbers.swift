// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host
internal import Store

/// The numbers of an installation: those of config.toml and those of the store.
enum InstalledNumbers {
    /// - Throws: ``CommandFailure`` where one is in both; ``NumberVault/Locked`` where a number cannot be opened.
    static func read(_ configured: [Configuration.Number], _ database: any Database, _ keys: [MasterKey]) async throws -> [Configuration.Number] {
        let stored = try await database.read { try NumberRepository.all(in: $0) }
        let vault = NumberVault(keys)
        let added = try stored.map { try vault.open($0) }
        for number in added {
            guard let twin = configured.first(where: { $0.phoneNumberID == number.phoneNumberID || $0.name == number.name }) else { continue }
            let what = twin.phoneNumberID == number.phoneNumberID ? "id \(number.phoneNumberID)" : "name \"\(number.name)\""
            throw CommandFailure(
                "two numbers have the \(what), one in config.toml and one in the store: take the table out of config.toml, or run "
                    + "`moonpost number remove \(number.name)`")
        }
        return configured + added
    }
}
