// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Host
internal import Store

/// `moonpost number set`
struct NumberSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Changes a number that was added.",
        discussion: """
            To rotate an app secret (or Twilio's auth token) without losing a webhook: `--new-secret` makes the new one valid beside the old one, then change \
            it at the platform, then `--drop-old-secrets`. Secrets are given as for `moonpost number add`.
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: "The number's name or id.")
    var number: String

    @Option(help: "What it is called from now on.")
    var name: String?

    @Flag(name: .customLong("access-token"), help: "A new access token of Meta's (WHATSAPP_ACCESS_TOKEN).")
    var accessToken = false

    @Flag(
        name: .customLong("new-secret"),
        help: "A new app secret (WHATSAPP_APP_SECRET) or auth token (TWILIO_AUTH_TOKEN), valid beside the one before.")
    var newSecret = false

    @Flag(name: .customLong("drop-old-secrets"), help: "Only the newest secret is valid from now on.")
    var dropOldSecrets = false

    @OptionGroup var scope: NumberScope

    @OptionGroup var content: NumberContent

    func run() async throws {
        let configuration = try store.options.read()
        let keys = try InstallationKey(configuration, store: store.path(configuration)).require()
        if configuration.numbers.contains(where: { $0.name == number || $0.phoneNumberID == number }) {
            throw CommandFailure("\"\(number)\" is a number of \(store.options.config): change it there")
        }
        let changed = try await store.withStore { database in
            let found = try await NumberCommand.find(number, configuration, database, keys)
            var changed = found
            if let name { changed.name = name }
            try scope.apply(to: &changed)
            try content.apply(to: &changed)
            if accessToken || newSecret { try takeSecrets(into: &changed) }
            if dropOldSecrets {
                changed.otherSecrets = []
                if let first = changed.twilio?.authTokens.first { changed.twilio?.authTokens = [first] }
            }
            guard changed != found else { throw CommandFailure("nothing is to be changed: see moonpost number set --help") }
            try NumberAddCommand.check(changed, configuration)
            let numbers = try await InstalledNumbers.read(configuration.numbers, database, keys)
            if numbers.contains(where: { $0.name == changed.name && $0.phoneNumberID != changed.phoneNumberID }) {
                throw CommandFailure("another number is called \"\(changed.name)\"")
            }
            let row = try NumberVault(keys).seal(changed, at: SystemClock().now)
            try await database.write { try NumberRepository.save(row, in: $0) }
            return changed
        }
        print("changed \(changed.name)" + (changed.otherSecrets.isEmpty ? "" : ": \(changed.otherSecrets.count + 1) secrets are valid"))
        try store.tellHost()
    }

    private func takeSecrets(into number: inout Configuration.Number) throws {
        let secrets = try SecretInput()
        if accessToken {
            guard number.provider == .cloud else { throw ValidationError("--access-token is of Meta's numbers; through Twilio use --new-secret") }
            number.accessToken = try secrets.required("access_token", "WHATSAPP_ACCESS_TOKEN")
        }
        guard newSecret else { return }
        if var twilio = number.twilio {
            let token = try secrets.required("auth_token", "TWILIO_AUTH_TOKEN")
            twilio.authTokens = [token] + twilio.authTokens.filter { $0 != token }.prefix(1)
            var renewed = Configuration.Number(
                name: number.name, number: number.phoneNumberID, twilio: twilio, throughput: number.throughput, portfolio: number.portfolio)
            (renewed.language, renewed.plugins) = (number.language, number.plugins)
            number = renewed
        } else {
            let secret = try secrets.required("app_secret", "WHATSAPP_APP_SECRET")
            guard secret != number.appSecret else { throw CommandFailure("that is the app secret that the number has already") }
            number.otherSecrets = [number.appSecret]
            number.appSecret = secret
        }
    }
}
