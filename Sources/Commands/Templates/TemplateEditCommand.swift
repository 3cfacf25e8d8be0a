// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Host
internal import WhatsApp

/// `moonpost template edit`
struct TemplateEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Changes the words of a template, or its category.",
        discussion: """
            Parts that are not given stay as they are. An approved template can be edited once in 24 hours and 10 times in 30 days, and keeps its category; \
            Meta reviews it again.
            """)

    @OptionGroup var account: TemplateAccountOptions

    @Argument(help: "Its name.")
    var name: String

    @Option(help: "Its language, where it has several.")
    var language: String?

    @OptionGroup var parts: TemplateParts

    func run() async throws {
        let input = try parts.input()
        let (edited, id) = try await account.withAccount { account in
            let found = try TemplateAccountOptions.find(name, language ?? input.language, try await account.list())
            let change = try TemplateChange(input, of: found.definition, found.json)
            try await account.edit(change.id, category: change.category, components: change.components, options: input.options)
            return (found.definition, account.account)
        }
        print("edited \(edited.name) (\(edited.language)); Meta reviews it, see `moonpost template list`")
        var details: JSONObject = ["parts": .array(input.partNames.map(JSON.string))]
        details["category"] = input.category.map { .string($0.uppercased()) }
        try await account.record("edited", id, edited.name, language: edited.language, details)
        try account.store.tellHost()
    }
}
