// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct TextSplitterTests {
    @Test("A text within the limit stays as it is")
    func short() {
        #expect(TextSplitter.split("  hello ", limit: 20) == ["  hello "])
        #expect(TextSplitter.split(String(repeating: "x", count: 4_096), limit: 4_096).count == 1)
        #expect(TextSplitter.split(String(repeating: "x", count: 4_097), limit: 4_096).map(\.count) == [4_096, 1])
    }

    @Test("White space alone is no piece")
    func empty() {
        #expect(TextSplitter.split("", limit: 5).isEmpty)
        #expect(TextSplitter.split("  \n ", limit: 5).isEmpty)
        #expect(TextSplitter.split(String(repeating: " \n", count: 50), limit: 5).isEmpty)
    }

    @Test("A paragraph's end is preferred to a line's, and that to a word's")
    func boundaries() {
        #expect(TextSplitter.split("one two\n\nthree\nfour five", limit: 20) == ["one two", "three\nfour five"])
        #expect(TextSplitter.split("one two\nthree four five", limit: 20) == ["one two", "three four five"])
        #expect(TextSplitter.split("one two three four five", limit: 12) == ["one two", "three four", "five"])
        #expect(TextSplitter.split("one two\r\n\r\nthree four", limit: 16) == ["one two", "three four"])
    }

    @Test("A break far to the front is not taken")
    func earlyBreak() {
        #expect(TextSplitter.split("Hi\n\n" + "abcd efgh ijkl mnop", limit: 20) == ["Hi\n\nabcd efgh ijkl", "mnop"])
    }

    @Test("A word that ends at the limit is whole")
    func exact() {
        #expect(TextSplitter.split("abcde fghij", limit: 5) == ["abcde", "fghij"])
        #expect(TextSplitter.split("abcde      fghij", limit: 5) == ["abcde", "fghij"])
    }

    @Test("No visible character is cut")
    func graphemes() {
        let family = "👨‍👩‍👧‍👦"  // 11 code units
        let pieces = TextSplitter.split(String(repeating: family, count: 5), limit: 25)
        #expect(pieces == [family + family, family + family, family])
        let accents = String(repeating: "e\u{301}", count: 9)
        #expect(TextSplitter.split(accents, limit: 5).allSatisfy { $0.unicodeScalars.first == "e" })
    }

    @Test("A visible character longer than the limit is cut between code points")
    func zalgo() {
        let monster = "a" + String(repeating: "\u{301}", count: 50)
        let pieces = TextSplitter.split(monster, limit: 8)
        #expect(pieces.allSatisfy { (1...8).contains($0.utf16.count) })
        #expect(pieces.map(\.unicodeScalars.count).reduce(0, +) == 51)
    }

    @Test("Nothing but white space is lost, and no piece is too long or empty", arguments: 0..<200)
    func property(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let parts = [
            "a", "word", " ", "  ", "\n", "\n\n", "\r\n", "é", "e\u{301}", "👍🏽", "👨‍👩‍👧‍👦", "مرحبا", "ก็", ".", "\u{200F}",
            "\u{2003}",
        ]
        let text = (0..<Int.random(in: 0...400, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
            .joined()
        let limit = Int.random(in: 12...120, using: &random)
        let pieces = TextSplitter.split(text, limit: limit)
        func ink(_ text: String) -> String {
            String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
        }
        #expect(ink(pieces.joined()) == ink(text))
        for piece in pieces { #expect((1...limit).contains(piece.utf16.count) && !piece.allSatisfy(\.isWhitespace)) }
    }
}
