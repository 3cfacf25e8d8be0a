// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A `bot.template`: a template that Meta has approved, or will, with the names of its values.
package struct TemplateDeclaration: Hashable, Sendable {
    /// As Meta knows it.
    package var name: String
    /// Meta's code, such as "en" or "pt_BR".
    package var language: String
    /// "marketing", "utility" or "authentication", where it is said. What Meta's list says goes before it.
    package var category: String?
    /// What `chat:send_template` must be given, in the order of the places.
    package var parameters: [String]
    package var line: Int

    package init(name: String, language: String, category: String? = nil, parameters: [String] = [], line: Int = 1) {
        self.name = name
        self.language = language
        self.category = category
        self.parameters = parameters
        self.line = line
    }
}
