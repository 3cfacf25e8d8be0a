// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Store

/// `moonpost user enable`
struct UserEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Gives a disabled user their rights back.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "The user's name or id.")
    var user: String

    func run() async throws {
        let changed = try await UserStanding.set(user, isDisabled: false, store)
        print("\(changed.name) is enabled; it holds from their next message on")
    }
}
