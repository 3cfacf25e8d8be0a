// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A table with fields that functions take or return, such as a message.
package struct ScriptClass: Sendable {
    package var name: String
    package var text: String
    package var fields: [ScriptField]
    /// Operators, in the notation of lua-language-server.
    package var operators: [String]

    package init(_ name: String, _ text: String, operators: [String] = [], _ fields: [ScriptField]) {
        self.name = name
        self.text = text
        self.fields = fields
        self.operators = operators
    }
}
