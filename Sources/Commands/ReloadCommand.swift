// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `moonpost reload`
struct ReloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload", abstract: "Has the running host read its flows and plugins again.",
        discussion: """
            The host notices changes by itself; this is for file systems that do not tell. What is wrong is in the host's
            log; `moonpost check` and `moonpost test` tell it beforehand.
            """)

    @OptionGroup var store: StoreOptions

    func run() async throws {
        guard let process = try store.wakeHost() else {
            throw CommandFailure("no host runs on the store at \(store.path(try store.options.read()))")
        }
        print("the running host (process \(process)) reads its flows and plugins again")
    }
}
