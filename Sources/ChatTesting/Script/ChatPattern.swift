// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A text in which `*` stands for anything, line breaks and nothing at all included.
///
/// `\*` is a star, `\\` a backslash. Because `*` also stands for a star, WhatsApp's `*bold*` needs no backslash.
package struct ChatPattern: Hashable, Sendable {
    /// As it was written.
    package let source: String
    /// What stands between the stars; one more than there are stars.
    private let pieces: [[Character]]

    package init(_ source: String) {
        self.source = source
        var pieces: [[Character]] = [[]]
        var isEscaped = false
        for character in source {
            if isEscaped {
                if !["*", "\\", "["].contains(character) { pieces[pieces.count - 1].append("\\") }
                pieces[pieces.count - 1].append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "*" {
                pieces.append([])
            } else {
                pieces[pieces.count - 1].append(character)
            }
        }
        if isEscaped { pieces[pieces.count - 1].append("\\") }
        self.pieces = pieces
    }

    /// Whether it is nothing but stars.
    package var isAnything: Bool { pieces.count > 1 && pieces.allSatisfy(\.isEmpty) }

    /// Whether the whole text is as the pattern says. Characters are compared as people see them; white space at the ends
    /// of lines does not count.
    package func matches(_ text: String) -> Bool {
        let characters = Array(text.withoutTrailingSpaces)
        guard pieces.count > 1 else { return characters == pieces[0] }
        let first = pieces[0], last = pieces[pieces.count - 1]
        guard characters.count >= first.count + last.count, characters.starts(with: first),
            characters.suffix(last.count).elementsEqual(last)
        else { return false }
        // The earliest place for each piece leaves the most room for the next.
        var rest = characters[first.count..<(characters.count - last.count)]
        for piece in pieces.dropFirst().dropLast() {
            guard let place = rest.firstRange(of: piece) else { return false }
            rest = rest[place.upperBound...]
        }
        return true
    }
}

extension String {
    /// Without white space at the end of any line.
    var withoutTrailingSpaces: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = line
            while let last = line.last, last.isWhitespace { line.removeLast() }
            return String(line)
        }.joined(separator: "\n")
    }

    /// Without white space around it.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension ArraySlice<Character> {
    /// The first place where `piece` stands; an empty one stands everywhere.
    fileprivate func firstRange(of piece: [Character]) -> Range<Int>? {
        guard !piece.isEmpty else { return startIndex..<startIndex }
        guard count >= piece.count else { return nil }
        for start in startIndex...(endIndex - piece.count) where self[start..<(start + piece.count)].elementsEqual(piece) {
            return start..<(start + piece.count)
        }
        return nil
    }
}
