// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What Lua asks of the host: an operation, its arguments, and their hash for the journal.
package struct Call: Hashable, Sendable {
    package var operation: String
    /// 32-bit FNV-1a of the operation's name and the canonical arguments, made by the worker.
    package var hash: Int64
    package var arguments: JSON

    package init(operation: String, hash: Int64, arguments: JSON) {
        self.operation = operation
        self.hash = hash
        self.arguments = arguments
    }

    /// Reads `[operation, hash, arguments]`.
    package init?(_ json: JSON) {
        guard let operation = json[0]?.text, let hash = json[1]?.int else { return nil }
        self.init(operation: operation, hash: hash, arguments: json[2] ?? .null)
    }

    /// The operation's name for an error: a worker may send any.
    package var shown: String { "\"\(operation.prefix(60))\"" }

    package var json: JSON { [.string(operation), .integer(hash), arguments] }
}
