// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Store

/// `moonpost number remove`
struct NumberRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Removes a number and its secrets.",
        discussion: """
            What came and went over it stays. Webhooks for it are stored as unrouted from now on; messages that wait to be sent by it go out if it is added \
            again within a day.
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: "The number's name or id.")
    var number: String

    @Flag(help: "Does not ask.")
    var yes = false

    func run() async throws {
        let configuration = try store.options.read()
        if configuration.numbers.contains(where: { $0.name == number || $0.phoneNumberID == number }) {
            throw CommandFailure("\"\(number)\" is a number of \(store.options.config): take its table out there")
        }
        try await store.withStore { database in
            // Without a key, too: one that is lost must not keep its numbers for ever.
            let numbers = try await database.read { try NumberRepository.all(in: $0) }
            guard let found = numbers.first(where: { $0.name == number || $0.id == number }) else {
                throw CommandFailure("there is no number \"\(number)\": see moonpost number list")
            }
            let waiting = try await database.read { try NumberRepository.waiting(on: found.id, in: $0) }
            if !yes {
                print("remove \(found.name) (\(found.id))" + (waiting > 0 ? ", by which \(waiting) messages wait to be sent" : "") + "? [y/N] ", terminator: "")
                guard ["y", "yes"].contains(readLine()?.lowercased()) else { throw CommandFailure("nothing was removed") }
            }
            _ = try await database.write { try NumberRepository.remove(found.id, in: $0) }
            print("removed \(found.name)")
        }
        try store.tellHost()
    }
}
