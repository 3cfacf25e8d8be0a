// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Splits a long text where a reader would pause.
package enum TextSplitter {
    /// Pieces of at most `limit` characters as ``Limits/length(of:)`` counts them, none of them empty.
    ///
    /// A piece ends at a paragraph, else at a line, else at a word, else between two visible
    /// characters; nothing but white space is lost, and that only where a piece ends. A visible
    /// character that is itself too long is split between its code points.
    package static func split(_ text: String, limit: Int) -> [String] {
        let limit = max(2, limit)  // a code point takes up to two code units
        // No text has more UTF-16 code units than UTF-8 bytes: the usual short one is not counted.
        if text.utf8.count <= limit || Limits.length(of: text) <= limit {
            return text.allSatisfy(\.isWhitespace) ? [] : [text]
        }
        var pieces: [String] = []
        var rest = trimmed(text[...])
        while !rest.isEmpty {
            let end = endOfPiece(rest, limit: limit)
            let piece = trimmed(rest[..<end])
            if !piece.isEmpty { pieces.append(String(piece)) }
            rest = trimmed(rest[end...])
        }
        return pieces
    }

    private static func endOfPiece(_ text: Substring, limit: Int) -> String.Index {
        var length = 0
        var paragraph: String.Index?, line: String.Index?, word: String.Index?
        /// Where the white space began that the walk is in, and whether a line ended in it.
        var gap: String.Index?
        var gapHasLine = false
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            if character.isWhitespace {
                let start = gap ?? index
                word = start
                if character.isNewline {
                    // Breaks far to the front would make a short piece of a long text.
                    if length * 3 >= limit {
                        line = start
                        if gapHasLine { paragraph = start }
                    }
                    gapHasLine = true
                }
                gap = start
            } else {
                gap = nil
                gapHasLine = false
            }
            length += character.utf16.count
            // White space beyond the limit is trimmed away, so a word may end exactly there.
            if length > limit, !character.isWhitespace {
                if let end = paragraph ?? line ?? word { return end }
                return index > text.startIndex ? index : endWithinCharacter(text, limit: limit)
            }
            index = text.index(after: index)
        }
        return text.endIndex
    }

    /// For a single visible character of more than `limit` code units.
    private static func endWithinCharacter(_ text: Substring, limit: Int) -> String.Index {
        var length = 0
        for index in text.unicodeScalars.indices {
            length += UTF16.width(text.unicodeScalars[index])
            if length > limit { return index }
        }
        return text.endIndex
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
