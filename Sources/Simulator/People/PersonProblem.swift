// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Why a person's phone cannot do what was asked of it.
package struct PersonProblem: Error, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case unknownContact = "unknown_contact"
        case unknownNumber = "unknown_number"
        case unknownMessage = "unknown_message"
        case unknownChoice = "unknown_choice"
        case taken
        case invalid
    }

    package var code: Code
    package var description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
