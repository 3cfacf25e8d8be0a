// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Host
internal import WhatsApp

/// `moonpost template delete`
struct TemplateDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Deletes a template, in one language or in all.",
        discussion: "Messages of it are refused from then on. One that was approved leaves its name unusable for 30 days.")

    @OptionGroup var account: TemplateAccountOptions

    @Argument(help: "Its name.")
    var name: String

    @Option(help: "In this language alone; without, in all.")
    var language: String?

    @Flag(help: "Does not ask.")
    var yes = false

    func run() async throws {
        let (deleted, id) = try await account.withAccount { account in
            let listing = try await account.list()
            // Says what is there where it is not.
            if language != nil || !listing.members.contains(where: { $0.definition.name == name }) {
                _ = try TemplateAccountOptions.find(name, language, listing)
            }
            let meant = listing.members.map(\.definition).filter { $0.name == name && $0.language == language ?? $0.language }
            let languages = meant.map(\.language).sorted()
            if let disabled = meant.first(where: { $0.status == .disabled }) {
                throw CommandFailure("\(name) (\(disabled.language)) is disabled, and Meta lets nobody delete one that is")
            }
            if !yes {
                print(
                    "delete \(name) (\(languages.joined(separator: ", "))) from the account \(account.account)? What was approved leaves its name unusable for "
                        + "30 days [y/N] ", terminator: "")
                guard ["y", "yes"].contains(readLine()?.lowercased()) else { throw CommandFailure("nothing was deleted") }
            }
            var one: String?
            if language != nil {
                guard let id = meant.first?.id else {
                    throw CommandFailure(
                        "Meta has told no id of \(name) (\(languages.joined())), so that language cannot be deleted alone: do it in WhatsApp Manager")
                }
                one = id
            }
            try await account.delete(name, id: one)
            return (languages, account.account)
        }
        print("deleted \(name) (\(deleted.joined(separator: ", ")))")
        try await account.record("deleted", id, name, language: language, ["languages": .array(deleted.map(JSON.string))])
        try account.store.tellHost()
    }
}
