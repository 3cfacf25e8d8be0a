// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// One row of a result, read by position.
package struct Row: Sendable {
    private let values: [SQLValue]

    package init(_ values: [SQLValue]) { self.values = values }

    package func optionalText(_ column: Int) -> String? {
        guard case .text(let text) = values[column] else { return nil }
        return text
    }

    package func optionalInteger(_ column: Int) -> Int64? {
        guard case .integer(let value) = values[column] else { return nil }
        return value
    }

    package func text(_ column: Int) throws -> String {
        guard let text = optionalText(column) else { throw RowError(column: column, expected: "text", found: values[column]) }
        return text
    }

    package func integer(_ column: Int) throws -> Int64 {
        guard let value = optionalInteger(column) else {
            throw RowError(column: column, expected: "an integer", found: values[column])
        }
        return value
    }

    package func blob(_ column: Int) throws -> [UInt8] {
        switch values[column] {
        case .blob(let bytes): return bytes
        case .text(let text): return Array(text.utf8)
        default: throw RowError(column: column, expected: "bytes", found: values[column])
        }
    }

    package func id<Subject>(_ column: Int) throws -> ID<Subject> { ID(stored: try text(column)) }
    package func optionalID<Subject>(_ column: Int) -> ID<Subject>? { optionalText(column).map { ID(stored: $0) } }
    package func time(_ column: Int) throws -> Timestamp { Timestamp(milliseconds: try integer(column)) }
    package func optionalTime(_ column: Int) -> Timestamp? { optionalInteger(column).map { Timestamp(milliseconds: $0) } }
    package func json(_ column: Int) throws -> JSON { try JSON(try text(column)) }

    package func optionalJSON(_ column: Int) throws -> JSON? {
        guard let text = optionalText(column) else { return nil }
        return try JSON(text)
    }
}

/// A column holds something other than the schema says.
package struct RowError: Error, CustomStringConvertible {
    package var column: Int
    package var expected: String
    package var found: SQLValue

    package var description: String {
        let kind =
            switch found {
            case .null: "null"
            case .text: "text"
            case .integer: "an integer"
            case .real: "a real number"
            case .blob: "bytes"
            }
        return "column \(column) should be \(expected) and is \(kind)"
    }
}
