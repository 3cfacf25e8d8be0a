// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A typed value of a command or setting.
package struct ParameterDeclaration: Hashable, Sendable {
    package var name: String
    package var type: ParameterType
    package var isOptional: Bool
}

/// The types in which scripts declare parameters and settings.
package enum ParameterType: Hashable, Sendable {
    case text
    case number
    case integer
    case boolean
    case date
    case choice([String])

    package static let names = ["text", "number", "integer", "boolean", "date"]

    package init?(name: String) {
        switch name {
        case "text": self = .text
        case "number": self = .number
        case "integer": self = .integer
        case "boolean": self = .boolean
        case "date": self = .date
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .text: "text"
        case .number: "a number"
        case .integer: "a whole number"
        case .boolean: "yes or no"
        case .date: "a date"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        }
    }

    /// Whether a value from config.toml fits.
    package func accepts(_ value: JSON) -> Bool {
        switch self {
        case .text, .date: value.text != nil
        case .number: value.double != nil
        case .integer: value.int != nil
        case .boolean: value.bool != nil
        case .choice(let words): value.text.map(words.contains) ?? false
        }
    }
}
