// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What a conversation did once and must not do again: a call, and the value that answered it where there was one.
///
/// Written as `[operation, hash]` or `[operation, hash, value]`.
package struct JournalEntry: Hashable, Sendable {
    package var operation: String
    package var hash: Int64
    package var value: JSON?

    /// An effect: performed, and answered with nothing.
    package init(effect call: Call) {
        operation = call.operation
        hash = call.hash
    }

    /// A request and its answer.
    package init(_ call: Call, answeredBy value: JSON) {
        operation = call.operation
        hash = call.hash
        self.value = value
    }

    package var json: JSON {
        var elements: [JSON] = [.string(operation), .integer(hash)]
        if let value { elements.append(value) }
        return .array(elements)
    }
}

extension [JournalEntry] {
    /// The entries as JSON separated by commas: one row of the journal.
    package var text: String {
        var bytes: [UInt8] = []
        for (index, entry) in enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            entry.json.encode(into: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
