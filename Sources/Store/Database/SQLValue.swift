// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A value that goes into or comes out of a statement.
package enum SQLValue: Hashable, Sendable {
    case null
    case text(String)
    case integer(Int64)
    case real(Double)
    case blob([UInt8])
}

extension SQLValue {
    package static func text(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
    package static func id<Subject>(_ id: ID<Subject>?) -> SQLValue { id.map { .text($0.text) } ?? .null }
    package static func time(_ time: Timestamp?) -> SQLValue { time.map { .integer($0.milliseconds) } ?? .null }
    package static func json(_ json: JSON?) -> SQLValue { json.map { .text($0.description) } ?? .null }
    package static func count(_ count: Int?) -> SQLValue { count.map { .integer(Int64($0)) } ?? .null }
}
