// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The words, texts and signs of a Lua source, with their lines. Comments are no tokens.
///
/// A source that does not compile gives some tokens or other: whoever asks has compiled it.
struct LuaTokens {
    enum Token: Hashable {
        case name(String)
        case text(String)
        /// One byte of anything else.
        case sign(UInt8)
    }

    private(set) var tokens: [(token: Token, line: Int)] = []
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1

    init(_ source: String) {
        bytes = Array(source.utf8)
        // A first line for the shell is skipped.
        if bytes.first == UInt8(ascii: "#") { skipLine() }
        while at < bytes.count { take() }
    }

    private func byte(_ offset: Int = 0) -> UInt8? { at + offset < bytes.count ? bytes[at + offset] : nil }

    private mutating func take() {
        let first = bytes[at]
        switch first {
        case UInt8(ascii: "\n"):
            line += 1
            at += 1
        case UInt8(ascii: "-") where byte(1) == first:
            at += 2
            if let level = openBracket() { _ = longText(level) } else { skipLine() }
        case UInt8(ascii: "["):
            let begin = line
            if let level = openBracket() {
                tokens.append((.text(longText(level)), begin))
            } else {
                tokens.append((.sign(first), line))
                at += 1
            }
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            let begin = line
            tokens.append((.text(shortText(first)), begin))
        case _ where Self.isWord(first):
            let start = at
            while let next = byte(), Self.isWord(next) { at += 1 }
            tokens.append((.name(String(decoding: bytes[start..<at], as: UTF8.self)), line))
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): at += 1
        default:
            tokens.append((.sign(first), line))
            at += 1
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private mutating func skipLine() {
        while let next = byte(), next != UInt8(ascii: "\n") { at += 1 }
    }

    /// The number of `=` of a long bracket that opens here; the position is behind it then.
    private mutating func openBracket() -> Int? {
        guard byte() == UInt8(ascii: "[") else { return nil }
        var level = 0
        while byte(1 + level) == UInt8(ascii: "=") { level += 1 }
        guard byte(1 + level) == UInt8(ascii: "[") else { return nil }
        at += level + 2
        return level
    }

    private mutating func longText(_ level: Int) -> String {
        let start = at
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\n") { line += 1 }
            if bytes[at] == UInt8(ascii: "]"), (0..<level).allSatisfy({ byte(1 + $0) == UInt8(ascii: "=") }),
                byte(1 + level) == UInt8(ascii: "]")
            {
                let text = String(decoding: bytes[start..<at], as: UTF8.self)
                at += level + 2
                return text
            }
            at += 1
        }
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    /// The text as it is written: escapes stay.
    private mutating func shortText(_ quote: UInt8) -> String {
        at += 1
        let start = at
        while at < bytes.count, bytes[at] != quote {
            if bytes[at] == UInt8(ascii: "\\") { at += 1 }
            if byte() == UInt8(ascii: "\n") { line += 1 }
            at += 1
        }
        let text = String(decoding: bytes[min(start, bytes.count)..<min(at, bytes.count)], as: UTF8.self)
        at += 1
        return text
    }
}
