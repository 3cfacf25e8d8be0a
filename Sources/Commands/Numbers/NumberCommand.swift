// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Host
internal import Store

/// `moonpost number`
struct NumberCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "number", abstract: "Adds, changes, tests and removes the WhatsApp numbers of this host.",
        discussion: """
            Their secrets are kept in the store, sealed with the key that `moonpost key` makes. A running host takes a change over at once. \
            Numbers of config.toml are listed and tested, too; they are changed there.
            """,
        subcommands: [
            NumberAddCommand.self, NumberListCommand.self, NumberTestCommand.self, NumberSendTestCommand.self, NumberSetCommand.self,
            NumberRemoveCommand.self,
        ])

    /// The number that an admin calls by its name, its id or its phone number, of config.toml or the store.
    static func find(_ name: String, _ configuration: Configuration, _ database: any Database, _ keys: [MasterKey]) async throws -> Configuration.Number {
        let numbers = try await InstalledNumbers.read(configuration.numbers, database, keys)
        if let number = numbers.first(where: { $0.name == name || $0.phoneNumberID == name }) { return number }
        let known = numbers.map { "\"\($0.name)\"" }.joined(separator: ", ")
        throw CommandFailure("there is no number \"\(name)\"" + (known.isEmpty ? ": add one with `moonpost number add`" : ": there is \(known)"))
    }
}
