// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Fetch
internal import WhatsApp

/// `moonpost number test`
struct NumberTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Asks the platform about a number: whether its secrets work, what it may do, whether its webhooks come here.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "The number's name or id.")
    var number: String

    func run() async throws {
        let configuration = try store.options.read()
        let keys = try InstallationKey(configuration, store: store.path(configuration)).load()
        let found = try await store.withStore(creating: true) { try await NumberCommand.find(number, configuration, $0, keys) }
        let fetcher = try Fetcher()
        let checks = try await NumberCheck(number: found, http: fetcher).run()
        await fetcher.shutdown()
        for check in checks { print(check.line) }
        if configuration.server.webhookURL == nil { print("note: server.webhook_url is not set, so nobody is told where webhooks go") }
        if checks.contains(where: { $0.problem != nil }) { throw ExitCode(1) }
    }
}
