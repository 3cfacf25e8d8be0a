// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Language
package import Store

/// A Markdown file of a plugin's `knowledge/`, in the pieces that are found.
package struct KnowledgeDocument: Sendable {
    /// The file's name, such as "returns.md".
    package var name: String
    package var text: String

    /// A piece is cut at a paragraph before it gets longer than this many characters: it is to fit into a message.
    private static let longestPiece = 1_500

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// A piece for what stands below each heading, and more of them where that is long. Lines within a fence are no headings.
    package var pieces: [KnowledgePiece] {
        var pieces: [KnowledgePiece] = []
        var headings: [(level: Int, title: String)] = []
        var paragraphs: [String] = []
        var lines: [Substring] = []
        var isFenced = false

        func title() -> String { headings.map(\.title).joined(separator: " › ") }
        func endParagraph() {
            let paragraph = lines.joined(separator: "\n")
            if !paragraph.allSatisfy(\.isWhitespace) { paragraphs.append(paragraph) }
            lines = []
        }
        func endPiece() {
            endParagraph()
            if !paragraphs.isEmpty { pieces.append(piece(title(), paragraphs.joined(separator: "\n\n"))) }
            paragraphs = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isFenced.toggle() }
            let level = line.prefix { $0 == "#" }.count
            if !isFenced, (1...6).contains(level), line.dropFirst(level).first == " " {
                endPiece()
                headings.removeAll { $0.level >= level }
                headings.append((level, line.dropFirst(level + 1).trimmingPrefix { $0 == " " }.description))
            } else if line.allSatisfy(\.isWhitespace), !isFenced {
                endParagraph()
            } else {
                lines.append(line)
                if paragraphs.reduce(lines.reduce(0) { $0 + $1.count + 1 }, { $0 + $1.count + 2 }) > Self.longestPiece {
                    // The paragraph that is too much begins the next piece; one that is too long by itself is cut.
                    let rest = paragraphs.isEmpty ? [] : lines
                    if !paragraphs.isEmpty { lines = [] }
                    endPiece()
                    lines = rest
                }
            }
        }
        endPiece()
        return pieces
    }

    private func piece(_ title: String, _ text: String) -> KnowledgePiece {
        KnowledgePiece(source: name, title: title, text: text, words: SearchWords.of(title + "\n" + text).joined(separator: " "))
    }
}
