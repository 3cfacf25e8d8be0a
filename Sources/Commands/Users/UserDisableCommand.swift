// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Store

/// `moonpost user disable`
struct UserDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Takes every right away from a user who has left. What they did stays in the audit log.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "The user's name or id.")
    var user: String

    func run() async throws {
        let changed = try await UserStanding.set(user, isDisabled: true, store)
        print("\(changed.name) is disabled; it holds from their next message on")
    }
}
