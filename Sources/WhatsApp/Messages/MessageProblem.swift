// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Why a script's message cannot be sent: the field, the rule it breaks, and its value.
package struct MessageProblem: Error, Hashable, Sendable {
    /// The field as a script would write it, lists counted from 1: `buttons[2].title`.
    package var field: String
    /// A sentence's end that the field begins: "is missing".
    package var rule: String
    /// The limit that is exceeded, where one is.
    package var limit: Int?
    /// What stands in the field, shortened to one line; nil where that tells nothing.
    package var value: String?

    init(_ field: String, _ rule: String, limit: Int? = nil, value: String? = nil) {
        self.field = field
        self.rule = rule
        self.limit = limit
        self.value = value.map(Self.shortened)
    }

    private static func shortened(_ text: String) -> String {
        let line = String(text.prefix(48).map { $0.isNewline ? " " : $0 })
        return text.count > 48 ? line + "…" : line
    }
}

extension MessageProblem: CustomStringConvertible {
    /// One sentence, such as `buttons[2].title has 27 characters, the limit is 20: "Something much too long…"`.
    package var description: String {
        guard let value else { return "\(field) \(rule)" }
        return "\(field) \(rule): \"\(value)\""
    }
}
