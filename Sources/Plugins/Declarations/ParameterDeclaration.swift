// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Language

/// A typed value of a command or setting.
package struct ParameterDeclaration: Hashable, Sendable {
    package var name: String
    package var type: ParameterType
    package var isOptional: Bool
    /// Of a choice: what else people call its words, by word.
    package var synonyms: [String: [String]] = [:]
    /// What else introduces it where it is typed, beside its name: "موعد" for "due".
    package var keywords: [String] = []

    /// The word of the choice that this text means; nil: none, or the type is no choice.
    package func choice(meantBy text: String) -> String? {
        guard case .choice(let words) = type else { return nil }
        let wanted = NormalizedText.of(text)
        return words.first { NormalizedText.of($0) == wanted }
            ?? words.first { synonyms[$0, default: []].contains { NormalizedText.of($0) == wanted } }
    }
}

/// The types in which scripts declare parameters and settings.
package enum ParameterType: Hashable, Sendable {
    case text
    /// A few words that name something, such as a task or a person; in a sentence they end where something else begins.
    case name
    case number
    case integer
    case boolean
    case date
    /// Days from the first to the last.
    case period
    case choice([String])

    package static let names = ["text", "name", "number", "integer", "boolean", "date", "period"]

    package init?(name: String) {
        switch name {
        case "text": self = .text
        case "name": self = .name
        case "number": self = .number
        case "integer": self = .integer
        case "boolean": self = .boolean
        case "date": self = .date
        case "period": self = .period
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .text: "text"
        case .name: "a name"
        case .number: "a number"
        case .integer: "a whole number"
        case .boolean: "yes or no"
        case .date: "a date"
        case .period: "a day or a time like this week"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        }
    }

    /// Whether a value from config.toml fits.
    package func accepts(_ value: JSON) -> Bool {
        switch self {
        case .text, .name, .date, .period: value.text != nil
        case .number: value.double != nil
        case .integer: value.int != nil
        case .boolean: value.bool != nil
        case .choice(let words): value.text.map(words.contains) ?? false
        }
    }
}
