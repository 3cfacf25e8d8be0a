// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Host
internal import WhatsApp

/// `moonpost template show`
struct TemplateShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a template's words, and how a plugin declares it.")

    @OptionGroup var account: TemplateAccountOptions

    @Argument(help: "Its name.")
    var name: String

    @Option(help: "Its language, where it has several.")
    var language: String?

    @Flag(help: "As Meta has it; `moonpost template edit --file` takes that.")
    var json = false

    func run() async throws {
        let found = try await account.withAccount { try TemplateAccountOptions.find(name, language, try await $0.list()) }
        if json { print(found.json) } else { print(Self.words(of: found.definition, found.json)) }
    }

    static func words(of definition: TemplateDefinition, _ json: JSON) -> String {
        var lines = [TemplateListCommand.line(of: definition) + (definition.id.map { "  id \($0)" } ?? "")]
        switch definition.parts.header {
        case .text(let text)?: lines.append("header: \(text)")
        case .media(let kind)?: lines.append("header: \(kind.rawValue)")
        case .location?: lines.append("header: location")
        case .product?: lines.append("header: product")
        case nil: break
        }
        if !definition.parts.body.isEmpty { lines.append("body: \(definition.parts.body)") }
        if let footer = definition.parts.footer { lines.append("footer: \(footer)") }
        for button in (json["components"]?.elements ?? []).flatMap({ $0["buttons"]?.elements ?? [] }) {
            let target = button["url"]?.text ?? button["phone_number"]?.text
            lines.append("button: \(button["text"]?.text ?? button["type"]?.text ?? "")" + (target.map { " -> \($0)" } ?? ""))
        }
        if !definition.cards.isEmpty { lines.append("cards: \(definition.cards.count)") }
        lines.append("in a plugin: \(declaration(of: definition))")
        return lines.joined(separator: "\n")
    }

    /// The line that a plugin declares it with.
    static func declaration(of definition: TemplateDefinition) -> String {
        // Places of a positional template have no names, so these are for somebody to change.
        let params = definition.parameters().filter(\.isRequired).map { Int($0.name) == nil ? $0.name : "value_" + $0.name }
        let list = params.isEmpty ? "" : ", params = { \(params.map { "\"\($0)\"" }.joined(separator: ", ")) }"
        let category = definition.category.isEmpty ? "" : ", category = \"\(definition.category.lowercased())\""
        return "bot.template(\"\(definition.name)\", { language = \"\(definition.language)\"\(category)\(list) })"
    }
}
