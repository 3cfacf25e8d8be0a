// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Values that stand in the texts of a template.
package enum TemplateText {
    /// The value as Meta takes it: without line breaks and tabs, and at most four spaces in a row.
    ///
    /// Meta refuses anything else (132018, "Param text cannot have new-line/tab characters or more than 4 consecutive
    /// spaces"). Each such run becomes one space; those at the ends go.
    package static func flattened(_ text: String) -> String {
        var result = ""
        var gap: [Character] = []
        for character in text {
            if character.isWhitespace {
                gap.append(character)
                continue
            }
            if !gap.isEmpty, !result.isEmpty {
                let isKept = gap.count <= Limits.spacesInValue && gap.allSatisfy { !$0.isNewline && $0 != "\t" }
                result.append(contentsOf: isKept ? gap : [" "])
            }
            gap = []
            result.append(character)
        }
        return result
    }

    /// Whether Meta takes the value as it is.
    package static func isPlain(_ text: String) -> Bool {
        var spaces = 0
        for character in text {
            if character.isNewline || character == "\t" { return false }
            spaces = character == " " ? spaces + 1 : 0
            if spaces > Limits.spacesInValue { return false }
        }
        return true
    }

    /// The names in `{{…}}`, in the order in which they come first.
    package static func placeholders(in text: String) -> [String] {
        var names: [String] = []
        for (name, _) in pieces(of: text) {
            if let name, !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// The text with values in place of the names; a name without a value stays as it is.
    package static func filled(_ text: String, with values: [String: String]) -> String {
        pieces(of: text).reduce(into: "") { result, piece in
            result += piece.name.flatMap { values[$0] } ?? String(piece.text)
        }
    }

    /// The text in pieces, of which some are a placeholder with its name.
    private static func pieces(of text: String) -> [(name: String?, text: Substring)] {
        var pieces: [(name: String?, text: Substring)] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "{{") {
            guard let end = rest[start.upperBound...].firstRange(of: "}}") else { break }
            let name = rest[start.upperBound..<end.lowerBound].filter { !$0.isWhitespace }
            pieces.append((nil, rest[..<start.lowerBound]))
            pieces.append((name.isEmpty ? nil : name, rest[start.lowerBound..<end.upperBound]))
            rest = rest[end.upperBound...]
        }
        pieces.append((nil, rest))
        return pieces
    }
}
