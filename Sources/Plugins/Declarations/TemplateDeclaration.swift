// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A `bot.template`: a template that Meta has approved, or will, with the names of its values.
package struct TemplateDeclaration: Hashable, Sendable {
    /// As Meta knows it.
    package var name: String
    /// Meta's code, such as "en" or "pt_BR".
    package var language: String
    /// What `chat:send_template` must be given, in the order of the places.
    package var parameters: [String]
    package var line: Int

    package init(name: String, language: String, parameters: [String] = [], line: Int = 1) {
        self.name = name
        self.language = language
        self.parameters = parameters
        self.line = line
    }

    /// Lower-case letters, digits and "_", at most 512: Meta, "Message templates".
    static func isName(_ text: String) -> Bool {
        (1...512).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || $0 &- UInt8(ascii: "0") < 10 || $0 &- UInt8(ascii: "a") < 26 }
    }

    /// Two or three letters, and where it is needed a country in capitals: "en", "fil", "pt_BR".
    static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && (2...3).contains(parts[0].count)
            && parts[0].utf8.allSatisfy { $0 &- UInt8(ascii: "a") < 26 }
            && parts.dropFirst().allSatisfy { (2...3).contains($0.count) && $0.utf8.allSatisfy { $0 &- UInt8(ascii: "A") < 26 } }
    }
}
