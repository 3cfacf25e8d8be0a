// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A change of a text by whole lines.
struct ChatEdit: Hashable {
    /// The first line that is replaced, from 1; without any, the line before which is inserted.
    var line: Int
    /// How many lines are replaced.
    var count: Int
    /// Without the ends of the lines.
    var replacement: [String]

    /// The text with these changes, which must not overlap. Every other line stays as it is, byte for byte.
    static func apply(_ edits: [ChatEdit], to text: String) -> String {
        let lines = Self.lines(of: text)
        let newline = lines.first { !$0.end.isEmpty }?.end ?? "\n"
        var result: [(text: Substring, end: Substring)] = []
        var next = 0
        let ordered = edits.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
        for edit in ordered {
            let start = min(max(edit.line - 1, next), lines.count)
            result += lines[next..<start]
            result += edit.replacement.map { (Substring($0), newline) }
            next = min(start + edit.count, lines.count)
        }
        result += lines[next...]
        // What follows the last line in the file is not changed either; lines in between need an end.
        let last = lines.last?.end ?? newline
        return result.enumerated().map { index, line in
            let end = index == result.count - 1 ? last : line.end.isEmpty ? newline : line.end
            return line.text + end
        }.joined()
    }

    private static func lines(of text: String) -> [(text: Substring, end: Substring)] {
        var lines: [(Substring, Substring)] = []
        var rest = text[...]
        while let end = rest.firstIndex(where: \.isNewline) {
            let next = rest.index(after: end)
            lines.append((rest[..<end], rest[end..<next]))
            rest = rest[next...]
        }
        if !rest.isEmpty { lines.append((rest, "")) }
        return lines
    }
}
