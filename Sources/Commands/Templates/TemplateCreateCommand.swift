// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Host
internal import WhatsApp

/// `moonpost template create`
struct TemplateCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Makes a template, and gives it to Meta for review.",
        discussion: """
            Meta's rules are checked first. For example: moonpost template create order_shipped --language en --category utility --body \
            "Hello {{name}}, your order {{number}} is on its way." --example name=Amina --example number=A-17
            """)

    @OptionGroup var account: TemplateAccountOptions

    @Argument(help: "Its name, of lower-case letters, digits and _; where the file has none.")
    var name: String?

    @Option(help: "Its language in Meta's code, such as en or pt_BR.")
    var language: String?

    @OptionGroup var parts: TemplateParts

    @Flag(help: "Checks it, shows what Meta would get, and sends nothing.")
    var check = false

    func run() async throws {
        let input = try parts.input()
        let draft = TemplateDraft(
            name: name ?? input.name ?? "", language: language ?? input.language ?? "", category: input.category ?? "", format: input.format,
            components: input.components ?? input.form.components(), options: input.options)
        try Self.require(draft.problems)
        if check {
            print(draft.body)
            return
        }
        let (created, id) = try await account.withAccount { account in (try await account.create(draft), account.account) }
        print("created \(draft.name) (\(draft.language)): \(created.status.name), \(created.category)")
        try await account.record(
            "created", id, draft.name, language: draft.language, ["category": .string(created.category), "status": .string(created.status.name)])
        if created.category != draft.category { print("note: Meta has put it into \(created.category), not \(draft.category)") }
        if let definition = draft.definition { print("in a plugin: \(TemplateShowCommand.declaration(of: definition))") }
        try account.store.tellHost()
    }

    /// Ends the command with every problem there is, before anything is sent.
    static func require(_ problems: [String]) throws {
        guard !problems.isEmpty else { return }
        throw CommandFailure("nothing was sent, as Meta would refuse it:\n" + problems.map { "  " + $0 }.joined(separator: "\n"))
    }
}
