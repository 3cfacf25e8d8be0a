// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Which template: the platform keeps each language of a name apart.
package struct TemplateKey: Hashable, Sendable {
    package var name: String
    /// Nil is every language.
    package var language: String?

    package init(name: String, language: String? = nil) {
        self.name = name
        // Meta writes both "en_US" and "en-US".
        self.language = language.map { String($0.map { $0 == "-" ? "_" : $0 }) }
    }

    /// The template that this content is, in the form of the Lua API; nil where it is none.
    package init?(content: JSON) {
        guard content["type"]?.text == "template", let name = content["name"]?.text else { return nil }
        self.init(name: name, language: content["language"]?.text)
    }

    /// As part of what a limit is stored under.
    package var text: String { language.map { name + ":" + $0 } ?? name }
}
