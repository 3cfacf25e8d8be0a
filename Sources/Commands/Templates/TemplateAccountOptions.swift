// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Fetch
internal import Host
internal import Store
internal import WhatsApp

/// Whose templates a command is about.
struct TemplateAccountOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Option(help: "A number of the account, by name or id; needed where the host's numbers are of several accounts.")
    var number: String?

    /// Runs `body` with the accounts that are meant, each once.
    func withAccounts<T>(_ body: ([AccountTemplates]) async throws -> T) async throws -> T {
        let configuration = try store.options.read()
        let keys = try InstallationKey(configuration, store: store.path(configuration)).load()
        let numbers = try await store.withStore(creating: true) { database in
            guard let number else { return try await InstalledNumbers.read(configuration.numbers, database, keys) }
            return [try await NumberCommand.find(number, configuration, database, keys)]
        }
        let named = try Self.named(numbers, isChosen: number != nil)
        let fetcher = try Fetcher()
        do {
            let accounts = try named.map { account, number in
                AccountTemplates(
                    account: account,
                    endpoint: try GraphEndpoint(
                        graphURL: number.graphURL, version: number.graphVersion, phoneNumberID: number.phoneNumberID, token: number.accessToken),
                    http: fetcher, timeout: .seconds(30))
            }
            let result = try await body(accounts)
            await fetcher.shutdown()
            return result
        } catch {
            await fetcher.shutdown()
            throw Self.explained(error)
        }
    }

    /// Runs `body` with the one account that is meant.
    func withAccount<T>(_ body: (AccountTemplates) async throws -> T) async throws -> T {
        try await withAccounts { accounts in
            guard accounts.count == 1 else {
                let ids = accounts.map(\.account).joined(separator: ", ")
                throw CommandFailure("the numbers here are of \(accounts.count) accounts (\(ids)): name a number of the one that you mean with --number")
            }
            return try await body(accounts[0])
        }
    }

    /// Each account with one of its numbers.
    static func named(_ numbers: [Configuration.Number], isChosen: Bool) throws -> [(account: String, number: Configuration.Number)] {
        var named: [(account: String, number: Configuration.Number)] = []
        for number in numbers where number.twilio == nil {
            guard let account = number.businessAccountID, !named.contains(where: { $0.account == account }) else { continue }
            named.append((account, number))
        }
        guard named.isEmpty else { return named }
        if isChosen, let number = numbers.first, number.twilio != nil {
            throw CommandFailure("\(number.name) is a number at Twilio: its templates are made in Twilio's Console, Content Template Builder")
        }
        guard let number = numbers.first(where: { $0.twilio == nil }) else {
            throw CommandFailure("there is no number of Meta's Cloud API: add one with `moonpost number add`")
        }
        throw CommandFailure(
            "the number \(number.name) names no account: run `moonpost number set \(number.name) --account ID` with the WhatsApp Business account's id, or "
                + "write business_account_id where config.toml has the number")
    }

    /// What went wrong, with what to do about it.
    private static func explained(_ error: any Error) -> any Error {
        switch error {
        case let problem as AccountTemplates.Problem:
            guard let said = problem.error else { return CommandFailure("nothing was done, or it is not known what: \(problem)") }
            let advice = TemplateAdvice.of(said) ?? ""
            return CommandFailure("Meta refuses it: \(said)" + (advice.isEmpty ? "" : ". " + advice))
        case let error as FetchError:
            return CommandFailure(
                "the platform was not reached: \(error.message)"
                    + (error.requestWasWritten ? ". It may have done what it was asked all the same: look with `moonpost template list`" : ""))
        case let problem as GraphEndpoint.Problem: return CommandFailure("\(problem.key): \(problem)")
        default: return error
        }
    }

    /// The template of a name, in the one language that it has, or the one that is named.
    static func find(_ name: String, _ language: String?, _ listing: AccountTemplates.Listing) throws -> (json: JSON, definition: TemplateDefinition) {
        let named = listing.members.filter { $0.definition.name == name }
        guard !named.isEmpty else {
            let names = Set(listing.members.map(\.definition.name))
            let hint = NearestName.of(name, among: names).map { "did you mean \"\($0)\"?" } ?? "see `moonpost template list`"
            throw CommandFailure("the account has no template \"\(name)\": \(hint)")
        }
        let languages = named.map(\.definition.language).sorted().joined(separator: ", ")
        guard let language else {
            guard named.count == 1 else { throw CommandFailure("\"\(name)\" is there in \(languages): say which with --language") }
            return named[0]
        }
        guard let found = named.first(where: { $0.definition.language == language }) else {
            throw CommandFailure("the account has no template \"\(name)\" in \"\(language)\": it is there in \(languages)")
        }
        return found
    }

    /// Keeps what was done in the audit log.
    func record(_ done: String, _ account: String, _ name: String, language: String?, _ details: JSONObject = [:]) async throws {
        var details = details
        details["done"] = .string(done)
        let record = AuditRecord(
            actor: UserCommand.actor, .change, "template:\(account)/\(name)" + (language.map { "/" + $0 } ?? ""), details: .object(details),
            at: SystemClock().now)
        try await store.withStore(creating: true) { database in try await database.write { try AuditRepository.append([record], in: $0) } }
    }
}
