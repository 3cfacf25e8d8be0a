// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Why a script failed, as its worker tells it: the `error` member of a `failed` answer.
package struct ScriptError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable {
        /// The script raised an error.
        case script
        /// A limit was exceeded; ``budget`` names it.
        case budget
        case memory
        case syntax
        /// The journal does not fit the code.
        case mismatch
        case `internal`
    }

    package var kind: Kind
    package var message: String
    package var file: String?
    package var line: Int?
    package var traceback: String?
    /// The name of the limit that was exceeded, and the limit.
    package var budget: String?
    package var value: JSON?

    package init(
        kind: Kind, message: String, file: String? = nil, line: Int? = nil, traceback: String? = nil,
        budget: String? = nil, value: JSON? = nil
    ) {
        self.kind = kind
        self.message = message
        self.file = file
        self.line = line
        self.traceback = traceback
        self.budget = budget
        self.value = value
    }

    /// Reads a `failed` answer; nil for any other. What is missing or of a wrong type is left out, because the worker
    /// is not trusted to be complete: an unknown kind is `internal`.
    package init?(answer: JSON) {
        guard answer["op"]?.text == "failed" else { return nil }
        let error = answer["error"] ?? .null
        kind = error["kind"]?.text.flatMap(Kind.init) ?? .internal
        message = error["message"]?.text ?? "the worker gave no reason"
        file = error["file"]?.text
        line = error["line"]?.int.flatMap { Int(exactly: $0) }
        traceback = error["traceback"]?.text
        budget = error["budget"]?.text
        value = error["value"]
    }

    /// "flows/order.lua:12: attempt to index a nil value"
    package var description: String {
        guard let file else { return message }
        guard let line else { return "\(file): \(message)" }
        return "\(file):\(line): \(message)"
    }
}
