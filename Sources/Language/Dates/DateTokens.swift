// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The words of a text, each as it is compared and where it stands.
struct DateTokens {
    struct Token {
        var word: String
        var range: Range<String.Index>
    }

    private(set) var tokens: [Token] = []

    /// No date has more words; what is longer is read in part.
    private static let most = 200

    init(_ text: String) {
        var start: String.Index?
        func isGap(_ character: Character) -> Bool { character.isWhitespace || ",،;؛!?؟()\"'".contains(character) }
        for index in text.indices {
            if isGap(text[index]) {
                if let begun = start { add(text, begun..<index) }
                start = nil
            } else if start == nil {
                start = index
            }
            if tokens.count >= Self.most { return }
        }
        if let start { add(text, start..<text.endIndex) }
    }

    private mutating func add(_ text: String, _ range: Range<String.Index>) {
        var range = range
        // A full stop ends a sentence, and the one of "p.m." does not.
        while range.upperBound > range.lowerBound, case let last = text.index(before: range.upperBound), text[last] == "." || text[last] == ":" {
            range = range.lowerBound..<last
        }
        guard !range.isEmpty else { return }
        var word = DateWords.fold(Self.westernDigits(String(text[range])))
        if word.contains("."), ["a.m", "p.m"].contains(where: { word.hasSuffix($0) }) { word = word.replacing(".m", with: "m") }
        // ISO 8601 writes day and time in one.
        if word.utf8.count >= 16, let middle = word.firstIndex(of: "t"), word[..<middle].allSatisfy({ $0.isNumber || $0 == "-" }) {
            tokens.append(Token(word: String(word[..<middle]), range: range))
            tokens.append(Token(word: String(word[word.index(after: middle)...].prefix(5)), range: range))
            return
        }
        tokens.append(Token(word: word, range: range))
    }

    /// Arabic-Indic and Persian digits as 0 to 9.
    static func westernDigits(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0660...0x0669: result.append(Unicode.Scalar(UInt8(0x30 + scalar.value - 0x0660)))
            case 0x06F0...0x06F9: result.append(Unicode.Scalar(UInt8(0x30 + scalar.value - 0x06F0)))
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
