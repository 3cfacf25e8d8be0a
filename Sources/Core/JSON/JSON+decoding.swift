// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension JSON {
    /// What a reader accepts at most. Both are counted in one pass over the bytes before any value is built.
    package struct Limits: Sendable {
        package var depth: Int
        package var nodes: Int

        package init(depth: Int = 64, nodes: Int = 250_000) {
            self.depth = depth
            self.nodes = nodes
        }
    }

    /// Reads one JSON text.
    ///
    /// The bytes must be valid UTF-8 and hold one value and nothing else but white space.
    /// - Throws: ``JSONError``; nothing has been built when a limit is what stops it.
    package init(_ bytes: [UInt8], limits: Limits = Limits()) throws(JSONError) {
        self = try bytes.withUnsafeBytes { buffer in Result { () throws(JSONError) in try JSON(buffer, limits: limits) } }.get()
    }

    package init(_ text: String, limits: Limits = Limits()) throws(JSONError) {
        try self.init(Array(text.utf8), limits: limits)
    }

    package init(_ buffer: UnsafeRawBufferPointer, limits: Limits = Limits()) throws(JSONError) {
        try JSONCensus.check(buffer, limits: limits)
        var decoder = JSONDecoder(buffer)
        self = try decoder.document()
    }
}

/// Counts values and depth without building anything.
private enum JSONCensus {
    static func check(_ buffer: UnsafeRawBufferPointer, limits: JSON.Limits) throws(JSONError) {
        var depth = 0
        var nodes = 1
        var index = 0
        let count = buffer.count
        while index < count {
            switch buffer[index] {
            case UInt8(ascii: "\""):
                index = JSONText.end(in: buffer, from: index + 1).index
                while index < count, buffer[index] != UInt8(ascii: "\"") {
                    index += buffer[index] == UInt8(ascii: "\\") ? 2 : 1
                    index = JSONText.end(in: buffer, from: index).index
                }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                nodes += 1
                if depth > limits.depth { throw JSONError(reason: .tooDeep(limit: limits.depth), offset: index) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
            case UInt8(ascii: ","):
                nodes += 1
            default:
                break
            }
            if nodes > limits.nodes { throw JSONError(reason: .tooManyNodes(limit: limits.nodes), offset: index) }
            index += 1
        }
    }
}

/// A recursive-descent reader; the census has bounded its depth.
private struct JSONDecoder {
    private let bytes: UnsafeRawBufferPointer
    private var index = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func document() throws(JSONError) -> JSON {
        skipSpace()
        if index == bytes.count { throw JSONError(reason: .empty, offset: 0) }
        let value = try value()
        skipSpace()
        if index < bytes.count { throw invalid("text after the value") }
        return value
    }

    private func invalid(_ what: String) -> JSONError { JSONError(reason: .invalid(what), offset: index) }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    private mutating func value() throws(JSONError) -> JSON {
        guard index < bytes.count else { throw invalid("the text ends where a value should be") }
        switch bytes[index] {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null")
            return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw invalid("an unexpected character")
        }
    }

    private mutating func literal(_ word: StaticString) throws(JSONError) {
        let length = word.utf8CodeUnitCount
        guard index + length <= bytes.count else { throw invalid("an unknown word") }
        for offset in 0..<length where bytes[index + offset] != word.utf8Start[offset] {
            throw invalid("an unknown word")
        }
        index += length
    }

    private mutating func object() throws(JSONError) -> JSONObject {
        index += 1
        skipSpace()
        if index < bytes.count, bytes[index] == UInt8(ascii: "}") {
            index += 1
            return JSONObject()
        }
        var members: [JSONObject.Member] = []
        members.reserveCapacity(4)
        while true {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                throw invalid("a name in quotes is missing")
            }
            let key = try string()
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { throw invalid("a colon is missing") }
            index += 1
            skipSpace()
            members.append((key, try value()))
            skipSpace()
            guard index < bytes.count else { throw invalid("the text ends within an object") }
            if bytes[index] == UInt8(ascii: ",") {
                index += 1
            } else if bytes[index] == UInt8(ascii: "}") {
                index += 1
                return JSONObject(members)
            } else {
                throw invalid("a comma or closing brace is missing")
            }
        }
    }

    private mutating func array() throws(JSONError) -> [JSON] {
        index += 1
        var elements: [JSON] = []
        skipSpace()
        if index < bytes.count, bytes[index] == UInt8(ascii: "]") {
            index += 1
            return []
        }
        while true {
            skipSpace()
            elements.append(try value())
            skipSpace()
            guard index < bytes.count else { throw invalid("the text ends within a list") }
            if bytes[index] == UInt8(ascii: ",") {
                index += 1
            } else if bytes[index] == UInt8(ascii: "]") {
                index += 1
                return elements
            } else {
                throw invalid("a comma or closing bracket is missing")
            }
        }
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = index
        var isInteger = true
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let firstDigit = index
        skipDigits()
        if index == firstDigit { throw invalid("a digit is missing") }
        if bytes[firstDigit] == UInt8(ascii: "0"), index > firstDigit + 1 { throw invalid("a number with a leading zero") }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            isInteger = false
            index += 1
            let first = index
            skipDigits()
            if index == first { throw invalid("a digit is missing") }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
            let first = index
            skipDigits()
            if index == first { throw invalid("a digit is missing") }
        }
        if isInteger, index - start <= 18 {
            var value: Int64 = 0
            for digit in bytes[firstDigit..<index] { value = value * 10 + Int64(digit - UInt8(ascii: "0")) }
            return .integer(firstDigit == start ? value : -value)
        }
        guard index - start <= 1_000 else { throw invalid("a number of more than 1,000 characters") }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isInteger, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw invalid("a number that is too large") }
        return .number(value)
    }

    private mutating func skipDigits() {
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    }

    private mutating func string() throws(JSONError) -> String {
        index += 1
        let start = index
        let end = JSONText.end(in: bytes, from: start)
        index = end.index
        guard index < bytes.count else { throw invalid("a text without its closing quote") }
        switch bytes[index] {
        case UInt8(ascii: "\""):
            let utf8 = UnsafeRawBufferPointer(rebasing: bytes[start..<index]).bindMemory(to: UInt8.self)
            let text = try text(utf8.span, isASCII: end.isASCII)
            index += 1
            return text
        case UInt8(ascii: "\\"): return try escapedString(from: start)
        default: throw invalid("a control character within a text")
        }
    }

    /// Checks the bytes and copies them. `String(validating:as:)` does the same through generic code
    /// that looks its types up at run time, which took a third of all reading.
    private func text(_ utf8: Span<UInt8>, isASCII: Bool) throws(JSONError) -> String {
        if isASCII { return String(copying: UTF8Span(unchecked: utf8, isKnownASCII: true)) }
        guard let valid = try? UTF8Span(validating: utf8) else { throw invalid("a text that is not valid UTF-8") }
        return String(copying: valid)
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var result = Array(bytes[start..<index])
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return try text(result.span, isASCII: false)
            case UInt8(ascii: "\\"):
                index += 1
                try escape(into: &result)
            case 0..<0x20:
                throw invalid("a control character within a text")
            default:
                let end = JSONText.end(in: bytes, from: index).index
                result.append(contentsOf: bytes[index..<end])
                index = end
            }
        }
        throw invalid("a text without its closing quote")
    }

    private mutating func escape(into result: inout [UInt8]) throws(JSONError) {
        guard index < bytes.count else { throw invalid("a text without its closing quote") }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"):
            var scalar = try hexadecimal()
            if (0xD800..<0xDC00).contains(scalar) {
                // A pair of surrogates; half a pair has no meaning and becomes U+FFFD, as in browsers.
                let mark = index
                if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") {
                    index += 2
                    let low = try hexadecimal()
                    if (0xDC00..<0xE000).contains(low) {
                        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                    } else {
                        index = mark
                    }
                }
            }
            let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
            result.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
        default: throw invalid("an unknown escape")
        }
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        guard index + 4 <= bytes.count else { throw invalid("an escape that is cut short") }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
                throw invalid("an escape that is not hexadecimal")
            }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }
}
