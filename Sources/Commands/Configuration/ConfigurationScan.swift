// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One walk through a TOML text that notes where the keys are.
struct ConfigurationScan {
    private(set) var lines: [ConfigurationKey: Int] = [:]
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// How many elements the arrays of tables have so far.
    private var counts: [ConfigurationKey: Int] = [:]

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func document() {
        var table = ConfigurationKey.root
        while true {
            skipBlank(newlines: true)
            guard let byte = peek else { return }
            let start = position
            if byte == UInt8(ascii: "[") {
                table = header()
            } else {
                assignment(in: table)
            }
            if position == start { advance() }
        }
    }

    /// `[a.b]` or `[[a.b]]`: the table that the following keys belong to.
    private mutating func header() -> ConfigurationKey {
        advance()
        let isElement = peek == UInt8(ascii: "[")
        if isElement { advance() }
        let start = line
        let names = keyNames()
        while let byte = peek, byte == UInt8(ascii: "]") { advance() }
        var key = ConfigurationKey.root
        for (offset, name) in names.enumerated() {
            key = key.appending(name)
            note(key, start)
            if isElement, offset == names.count - 1 {
                let index = counts[key, default: 0]
                counts[key] = index + 1
                key = key.appending(index)
                note(key, start)
            } else if let count = counts[key] {
                key = key.appending(count - 1)
            }
        }
        return key
    }

    /// `a.b = value`
    private mutating func assignment(in table: ConfigurationKey) {
        let start = line
        var key = table
        for name in keyNames() {
            key = key.appending(name)
            note(key, start)
        }
        skipBlank(newlines: false)
        guard peek == UInt8(ascii: "=") else { return }
        advance()
        skipBlank(newlines: false)
        value(of: key)
    }

    private mutating func value(of key: ConfigurationKey) {
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = string()
        case UInt8(ascii: "["): list(key)
        case UInt8(ascii: "{"): inlineTable(key)
        default:
            while let byte = peek, !Self.endsScalar(byte) { advance() }
        }
    }

    private mutating func list(_ key: ConfigurationKey) {
        advance()
        var index = 0
        while true {
            skipBlank(newlines: true)
            guard let byte = peek else { return }
            let start = position
            if byte == UInt8(ascii: "]") {
                advance()
                return
            } else if byte == UInt8(ascii: ",") {
                advance()
                index += 1
            } else {
                note(key.appending(index), line)
                value(of: key.appending(index))
            }
            if position == start { advance() }
        }
    }

    private mutating func inlineTable(_ key: ConfigurationKey) {
        advance()
        while true {
            skipBlank(newlines: true)
            guard let byte = peek else { return }
            let start = position
            if byte == UInt8(ascii: "}") {
                advance()
                return
            } else if byte == UInt8(ascii: ",") {
                advance()
            } else {
                assignment(in: key)
            }
            if position == start { advance() }
        }
    }

    /// The names of a key with dots: bare, or in either kind of quotes.
    private mutating func keyNames() -> [String] {
        var names: [String] = []
        while true {
            skipBlank(newlines: false)
            if peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "'") {
                names.append(string())
            } else {
                let start = position
                while let byte = peek, ConfigurationKey.isBare(byte) { advance() }
                guard position > start else { return names }
                names.append(String(decoding: bytes[start..<position], as: UTF8.self))
            }
            skipBlank(newlines: false)
            guard peek == UInt8(ascii: ".") else { return names }
            advance()
        }
    }

    /// A string of any of the four kinds, with its escapes as they stand: a key that needs one is found by its table.
    private mutating func string() -> String {
        guard let quote = peek else { return "" }
        let isLong = position + 2 < bytes.count && bytes[position + 1] == quote && bytes[position + 2] == quote
        let width = isLong ? 3 : 1
        for _ in 0..<width { advance() }
        let start = position
        while let byte = peek {
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                advance()
                advance()
            } else if byte == quote, !isLong || closes(quote) {
                break
            } else if byte == UInt8(ascii: "\n"), !isLong {
                break
            } else {
                advance()
            }
        }
        let content = String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)
        if peek == quote { for _ in 0..<width { advance() } }
        return content
    }

    /// Whether the last three of a run of quotes begin here: up to two before them belong to the string.
    private func closes(_ quote: UInt8) -> Bool {
        let isThree = position + 2 < bytes.count && bytes[position + 1] == quote && bytes[position + 2] == quote
        return isThree && !(position + 3 < bytes.count && bytes[position + 3] == quote)
    }

    private mutating func skipBlank(newlines: Bool) {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): advance()
            case UInt8(ascii: "\n") where newlines: advance()
            case UInt8(ascii: "#") where newlines:
                while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
            default: return
            }
        }
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
        [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "\n")].contains(byte)
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func advance() {
        guard position < bytes.count else { return }
        if bytes[position] == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    private mutating func note(_ key: ConfigurationKey, _ line: Int) {
        if lines[key] == nil { lines[key] = line }
    }
}
