// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Why a text is not JSON, or is more than its reader accepts.
package struct JSONError: Error, Hashable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        case empty
        case tooDeep(limit: Int)
        case tooManyNodes(limit: Int)
        case invalid(String)
    }

    package var reason: Reason
    /// Bytes from the start of the text.
    package var offset: Int

    package var description: String {
        switch reason {
        case .empty: "the text is empty"
        case .tooDeep(let limit): "nested deeper than \(limit) levels at byte \(offset)"
        case .tooManyNodes(let limit): "more than \(limit) values"
        case .invalid(let what): "\(what) at byte \(offset)"
        }
    }
}
