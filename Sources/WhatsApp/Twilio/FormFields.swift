// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The fields of an `application/x-www-form-urlencoded` body, in their order and with repetitions.
///
/// Source: WHATWG, "URL", section 5.
package struct FormFields: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    /// Why a body is no form.
    package enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        case badEscape(at: Int)
        case tooManyFields(limit: Int)

        package var description: String {
            switch self {
            case .badEscape(let place): "the form has a % without two hexadecimal digits behind it, at byte \(place)"
            case .tooManyFields(let limit): "the form has more than \(limit) fields"
            }
        }
    }

    /// Twilio sends some forty; what has far more is no message.
    package static let mostFields = 1_000

    package private(set) var fields: [Field]

    package init(_ fields: [(name: String, value: String)] = []) {
        self.fields = fields.map { Field(name: $0.name, value: $0.value) }
    }

    /// Reads a body. Empty values are kept, and bytes that are not UTF-8 become U+FFFD, as in every form library.
    package init(parsing body: some Sequence<UInt8>) throws(Problem) {
        fields = []
        var name: [UInt8]?
        var part: [UInt8] = []
        var isBlank = true
        var iterator = body.makeIterator()
        var place = -1
        func next() -> UInt8? {
            place += 1
            return iterator.next()
        }
        func take() throws(Problem) {
            defer {
                name = nil
                part = []
                isBlank = true
            }
            if isBlank { return }
            guard fields.count < Self.mostFields else { throw .tooManyFields(limit: Self.mostFields) }
            let pair = name.map { ($0, part) } ?? (part, [])
            fields.append(Field(name: String(decoding: pair.0, as: UTF8.self), value: String(decoding: pair.1, as: UTF8.self)))
        }
        while let byte = next() {
            switch byte {
            case UInt8(ascii: "&"):
                try take()
                continue
            case UInt8(ascii: "=") where name == nil:
                name = part
                part = []
            case UInt8(ascii: "+"): part.append(0x20)
            case UInt8(ascii: "%"):
                let start = place
                guard let high = next(), let low = next(), let decoded = Hexadecimal.bytes([high, low]) else {
                    throw .badEscape(at: start)
                }
                part += decoded
            default: part.append(byte)
            }
            isBlank = false
        }
        try take()
    }

    /// The first value of a name; nil where there is none. An empty one counts as there.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Every value of a name, in their order.
    package func values(of name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The first value of a name that is not empty.
    func text(_ name: String) -> String? { fields.first { $0.name == name && !$0.value.isEmpty }?.value }

    package mutating func append(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

    /// The body.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "&")) }
            Self.encode(field.name, into: &bytes)
            bytes.append(UInt8(ascii: "="))
            Self.encode(field.value, into: &bytes)
        }
        return bytes
    }

    /// Text as it stands in a query or a form: all but letters, digits, "-", ".", "_" and "~" is escaped.
    package static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        encode(text, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func encode(_ text: String, into bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }
}
