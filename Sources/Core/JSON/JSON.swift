// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A JSON value (RFC 8259) that keeps integers and floats apart, as Lua 5.4 does.
///
/// Journals, frames, webhooks and stored values all use this one type. A number with neither
/// fraction nor exponent that fits 64 bits is an ``integer``; every other number is a ``number``,
/// and is written with a fraction or exponent, so that a value read back is the value written.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

extension JSON {
    /// The member of an object, or nil where this is no object or has no such member.
    package subscript(key: String) -> JSON? {
        guard case .object(let object) = self else { return nil }
        return object[key]
    }

    /// The element of an array, or nil where this is no array or it is too short.
    package subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    package var isNull: Bool { self == .null }

    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The value as an integer; a float with no fraction counts.
    package var int: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }

    package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    package var elements: [JSON]? {
        switch self {
        case .array(let elements): elements
        case .object(let object) where object.isEmpty: []  // an empty Lua table is either
        default: nil
        }
    }

    package var object: JSONObject? {
        switch self {
        case .object(let object): object
        case .array(let elements) where elements.isEmpty: [:]  // an empty Lua table is either
        default: nil
        }
    }

    /// The type's name as a person would write it in an error message.
    package var typeName: String {
        switch self {
        case .null: "nothing"
        case .bool: "a boolean"
        case .integer: "a whole number"
        case .number: "a number"
        case .string: "text"
        case .array: "a list"
        case .object: "a table"
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements.map { (key: $0.0, value: $0.1) })) }
    package init(nilLiteral: ()) { self = .null }
}

extension JSON: CustomStringConvertible {
    /// Compact JSON text.
    package var description: String { String(decoding: encoded(), as: UTF8.self) }
}
