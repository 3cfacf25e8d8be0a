// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Host
internal import Store

/// `moonpost user code`
struct UserCodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code", abstract: "Makes a one-time code: whoever sends it to the bot is this user from then on.",
        discussion: "Give it to the person yourself. A new code makes the one before it void.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "The user's name or id.")
    var user: String

    @Option(help: "How long it works, such as \"2 hours\".")
    var valid = "24 hours"

    func run() async throws {
        let lifetime: Duration
        do {
            lifetime = try DurationWords.parse(valid)
        } catch {
            throw ValidationError("--valid: \(error)")
        }
        guard lifetime >= .seconds(60), lifetime <= .seconds(7 * 86_400) else {
            throw ValidationError("--valid: a code works for a minute at least and 7 days at most, not \(valid)")
        }
        let configuration = try store.options.read()
        guard let key = try InstallationKey(configuration, store: store.path(configuration)).require().first else { return }
        var random = SystemRandomNumberGenerator()
        let code = LinkCode.make(using: &random)
        let (name, valid) = (user, valid)
        let found = try await store.withStore { database in
            let user = try await UserCommand.find(name, in: database)
            guard user.disabledAt == nil else { throw CommandFailure("\(user.name) is disabled: `moonpost user enable` comes first") }
            let now = SystemClock().now
            try await database.write { connection in
                try LinkCodeRepository.insert(LinkCode.hash(code, key), of: user.id, at: now, until: now + lifetime, in: connection)
                try AuditRepository.append(
                    [AuditRecord(actor: UserCommand.actor, .code, AuditRecord.actor(user.id), details: ["valid": .string(valid)], at: now)],
                    in: connection)
            }
            return user
        }
        print("\(LinkCode.shown(code))")
        print("\(found.name) sends it to the bot within \(valid), like this: code \(LinkCode.shown(code))")
    }
}
