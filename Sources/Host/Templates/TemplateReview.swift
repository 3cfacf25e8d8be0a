// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
package import Plugins
package import Store
package import WhatsApp

/// Compares what plugins declare with what Meta has approved.
package enum TemplateReview {
    /// What keeps messages of this template from being sent from the account; empty where nothing does.
    ///
    /// - Parameter known: everything that the account has.
    package static func warnings(
        _ declared: TemplateDeclaration, account: String, known: [TemplateDefinition]
    ) -> [String] {
        declared.languages.flatMap { warnings(declared, in: $0, account: account, known: known) }
    }

    private static func warnings(
        _ declared: TemplateDeclaration, in language: String, account: String, known: [TemplateDefinition]
    ) -> [String] {
        let subject = "the template \"\(declared.name)\" (\(language))"
        let translations = known.filter { $0.name == declared.name }
        guard let definition = translations.first(where: { $0.language == language }) else {
            if !translations.isEmpty {
                return ["\(subject) is not among the templates of account \(account): it is there in \(list(translations.map(\.language).sorted()))"]
            }
            let hint = NearestName.of(declared.name, among: known.map(\.name)).map { "did you mean \"\($0)\"?" }
                ?? "create it in WhatsApp Manager; until it is approved messages of it are refused (132001)"
            return ["\(subject) is not among the templates of account \(account): \(hint)"]
        }
        var warnings: [String] = []
        if !definition.status.isSendable {
            let reason = definition.rejection.map { ", \($0)" } ?? ""
            warnings.append(
                "\(subject) is not approved in account \(account): its status is \(definition.status.name)\(reason), so messages of it are refused")
        }
        if let category = declared.category, !definition.category.isEmpty, definition.category.lowercased() != category {
            warnings.append(
                "\(subject) is declared as \(category), and is \(definition.category.lowercased()) in account \(account): Meta puts templates into the category that "
                    + "it finds right, and that one counts; write category = \"\(definition.category.lowercased())\"")
        }
        let names = TemplateCall.bodyNames(declared.parameters)
        let places = definition.parameters().map(\.name).filter { TemplateCall.bodyNames([$0]) == [$0] }
        if definition.format == .positional, places.count != names.count, !definition.parameters().contains(where: { $0.name == "code" }) {
            warnings.append(
                "\(subject) has \(places.count) places in its text in account \(account), and bot.template has \(names.count) params for them")
            return warnings
        }
        let parameters = definition.parameters(names: names)
        let missing = parameters.filter { $0.isRequired && !declared.parameters.contains($0.name) }.map(\.name)
        let unknown = declared.parameters.filter { name in !parameters.contains { $0.name == name } }
        if !missing.isEmpty || !unknown.isEmpty {
            let parts = [missing.isEmpty ? nil : "lack \(list(missing))", unknown.isEmpty ? nil : "have \(list(unknown)), for which it has no place"]
            warnings.append("the params of \(subject) \(parts.compactMap(\.self).joined(separator: " and ")), says account \(account)")
        }
        return warnings
    }

    /// The same for everything that a plugin declares, and every account that has been asked, at the lines of its file.
    package static func problems(of plugin: PublishedPlugin, _ accounts: [(account: String, known: [TemplateDefinition])]) -> [PluginProblem] {
        plugin.declarations.templates.flatMap { declared in
            accounts.flatMap { account, known in
                warnings(declared, account: account, known: known).map {
                    PluginProblem(file: plugin.file, line: declared.line, message: $0)
                }
            }
        }
    }

    /// What is stored, by account.
    package static func accounts(_ stored: [StoredTemplate]) -> [(account: String, known: [TemplateDefinition])] {
        Dictionary(grouping: stored, by: \.account).sorted { $0.key < $1.key }.map { account, templates in
            (account, templates.compactMap(TemplateDefinition.init(stored:)))
        }
    }

    private static func list(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }
}
