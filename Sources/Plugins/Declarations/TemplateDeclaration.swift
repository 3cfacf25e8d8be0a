// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A `bot.template`: a template that Meta has approved, or will, with the names of its values.
package struct TemplateDeclaration: Hashable, Sendable {
    /// As Meta knows it.
    package var name: String
    /// Meta's codes, such as "en" or "pt_BR", of the languages that it is there in; the first is for whoever speaks none of them.
    package var languages: [String]
    /// "marketing", "utility" or "authentication", where it is said. What Meta's list says goes before it.
    package var category: String?
    /// What `chat:send_template` must be given, in the order of the places.
    package var parameters: [String]
    package var line: Int

    package init(name: String, languages: [String], category: String? = nil, parameters: [String] = [], line: Int = 1) {
        self.name = name
        self.languages = languages
        self.category = category
        self.parameters = parameters
        self.line = line
    }

    /// The language in which somebody gets it who speaks this one: "pt-BR" is sent "pt_BR", else "pt", else another Portuguese, else the first.
    package func language(for spoken: String?) -> String {
        let code = spoken.map { String($0.map { $0 == "-" ? "_" : $0 }) } ?? ""
        func base(_ code: String) -> Substring { code.prefix { $0 != "_" } }
        return languages.first { $0 == code } ?? languages.first { $0 == base(code) } ?? languages.first { base($0) == base(code) } ?? languages.first ?? ""
    }
}
