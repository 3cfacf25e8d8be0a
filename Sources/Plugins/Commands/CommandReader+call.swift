// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension CommandReader {
    /// The longest text that a call may bring, in characters: that of a message.
    private static let longestText = 4_096

    /// The values of a call that a language model makes, checked by the same rules as typed words: every name is known, every value has
    /// its type, and what must be there is. `null` is nothing at all.
    package func read(call arguments: JSONObject, now: Timestamp) throws(Problem) -> JSON {
        let known = Set(command.parameters.map(\.name))
        if let stranger = arguments.keys.filter({ !known.contains($0) }).min() { throw problem(.unexpected(stranger)) }
        var result: JSONObject = [:]
        for parameter in command.parameters {
            guard let given = arguments[parameter.name], !given.isNull, given.text?.allSatisfy(\.isWhitespace) != true else {
                if parameter.isOptional { continue }
                throw problem(.missing(parameter.name))
            }
            result[parameter.name] = try value(given, of: parameter, now: now)
        }
        return .object(result)
    }

    private func value(_ given: JSON, of parameter: ParameterDeclaration, now: Timestamp) throws(Problem) -> JSON {
        if let text = given.text, text.count <= Self.longestText {
            return try value([.date, .period].contains(parameter.type) ? Self.spaced(text) : text, of: parameter, now: now)
        }
        switch parameter.type {
        case .number where given.double != nil, .integer where given.int != nil, .boolean where given.bool != nil: return given
        default:
            throw problem(.wrong(parameter: parameter.name, value: String("\(given)".prefix(100)), expected: parameter.type.description))
        }
    }

    /// "2026-01-19T17:00", as models write it, like people do.
    private static func spaced(_ text: String) -> String {
        var characters = Array(text)
        if characters.count > 10, characters[10] == "T", characters[9].isNumber { characters[10] = " " }
        return String(characters)
    }
}
