// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization
internal import WhatsApp

/// The templates of each account, as Meta described them last, in memory: whoever sends one looks here.
final class TemplateBook: Sendable {
    struct Name: Hashable {
        var name: String
        var language: String
    }

    typealias Account = [Name: TemplateDefinition]

    private let accounts = Mutex<[String: Account]>([:])

    /// Everything of the account; nil where Meta has not been asked yet.
    func templates(of account: String) -> Account? { accounts.withLock { $0[account] } }

    func template(_ name: String, _ language: String, of account: String?) -> TemplateDefinition? {
        account.flatMap { account in accounts.withLock { $0[account]?[Name(name: name, language: language)] } }
    }

    /// The account has these and no others.
    /// - Returns: What it had before.
    @discardableResult
    func replace(_ account: String, with templates: [TemplateDefinition]) -> Account {
        let now = Dictionary(templates.map { (Name(name: $0.name, language: $0.language), $0) }, uniquingKeysWith: { _, last in last })
        return accounts.withLock { accounts in
            defer { accounts[account] = now }
            return accounts[account] ?? [:]
        }
    }

    /// Takes over what a webhook says of a template; of one that is not known the next list will tell.
    func apply(_ update: TemplateUpdate, of account: String) {
        accounts.withLock { $0[account]?[Name(name: update.name, language: update.language)]?.apply(update.change) }
    }
}
