// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Host
internal import Plugins
internal import WhatsApp

/// `moonpost template list`
struct TemplateListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Asks Meta for the templates of each account.",
        discussion: """
            A template that a plugin declares with bot.template and that is not there, not approved, or has other places is pointed out.
            """)

    @OptionGroup var account: TemplateAccountOptions

    @Flag(help: "One JSON object to a line, as Meta has it.")
    var json = false

    func run() async throws {
        let listings = try await account.withAccounts { accounts in
            var listings: [(account: String, listing: AccountTemplates.Listing)] = []
            for account in accounts { listings.append((account.account, try await account.list())) }
            return listings
        }
        for (account, listing) in listings {
            if json {
                for member in listing.members { print(member.json) }
                continue
            }
            if listings.count > 1 { print("account \(account):") }
            if listing.members.isEmpty { print("the account \(account) has no template: make one with `moonpost template create`") }
            let members = listing.members.map(\.definition).sorted { ($0.name, $0.language) < ($1.name, $1.language) }
            for definition in members { print(Self.line(of: definition)) }
            if listing.unreadable > 0 { print("note: \(listing.unreadable) of Meta's answer could not be read") }
            if !listing.isWhole { print("note: these are the first \(AccountTemplates.mostPages) pages") }
        }
        if json { return }
        let compiled = try await CompiledPlugins.compile([], try account.store.options.read())
        let known = listings.map { (account: $0.account, known: $0.listing.members.map(\.definition)) }
        for problem in compiled.plugins.flatMap({ TemplateReview.problems(of: $0, known) }) { print("warning: \(problem)") }
        if !compiled.problems.isEmpty { print("note: some plugins cannot be compiled, and are not compared: see `moonpost check`") }
    }

    /// Such as `order_shipped  en  APPROVED  UTILITY  quality GREEN`.
    static func line(of definition: TemplateDefinition) -> String {
        var parts = [definition.name, definition.language, definition.status.name, definition.category]
        if let quality = definition.quality, quality != "UNKNOWN" { parts.append("quality \(quality)") }
        if let rejection = definition.rejection { parts.append("because of \(rejection)") }
        return parts.joined(separator: "  ")
    }
}
