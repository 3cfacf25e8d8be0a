// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Store

/// Writes messages as lines of a `.chat` file that match them.
enum ChatLines {
    /// Where a row of choices goes on in the next line.
    private static let width = 100

    /// The `<` lines of a message: its text, and the choices that it shows.
    /// - Parameter name: of the person to whom it is said; nil where the line needs none.
    static func heard(_ message: ShownMessage, name: String? = nil) -> [String] {
        [(name ?? "") + "<"].appendingText(of: message, indent: "  ") + choices(of: message, indent: "  ")
    }

    /// The line that goes on with somebody who was introduced.
    static func goOn(with person: ChatPerson) -> String { "contact: " + person.name }

    /// The line that introduces somebody.
    static func introduce(_ person: ChatPerson) -> String {
        "contact: \(person.name), +\(person.phone)" + (person.language.map { ", language \($0)" } ?? "") + (person.timezone.map { ", timezone \($0)" } ?? "")
            + (person.role.map { ", role \($0.rawValue)" } ?? "")
    }

    /// The lines that list the choices of a message, as many to a line as fit.
    static func choices(of message: ShownMessage, indent: String) -> [String] {
        var lines: [String] = []
        for choice in message.choices {
            let title = "[\(self.title(choice.title))]"
            if let last = lines.last, last.count + title.count < width {
                lines[lines.count - 1] = last + " " + title
            } else {
                lines.append(indent + title)
            }
        }
        return lines
    }

    /// The text of a message as a pattern, line by line; one star where it cannot be written exactly.
    static func text(of message: ShownMessage) -> [String] {
        guard !message.text.isEmpty else { return ["*"] }
        var lines = message.text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0).withoutTrailingSpaces) }
        // White space in front is the file's indentation, so a star stands for it.
        for index in lines.indices where lines[index].first?.isWhitespace == true {
            lines[index] = "*" + lines[index].drop(while: \.isWhitespace)
        }
        for index in lines.indices.dropFirst() where lines[index].hasPrefix("[") { lines[index] = "\\" + lines[index] }
        // Empty lines at the end would be taken for the space before the next line.
        if lines.last?.isEmpty == true {
            while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
            lines[lines.count - 1] += "*"
        }
        guard ChatPattern(lines.joined(separator: "\n")).matches(message.text) else { return ["*"] }
        return lines
    }

    private static func title(_ text: String) -> String {
        let pattern = escaped(text.trimmed).split(separator: "]", omittingEmptySubsequences: false).joined(separator: "*")
        return ChatPattern(pattern).matches(text) ? pattern : "*"
    }

    /// A star stands for what would end the line.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if character == "*" || character == "\\" { result.append("\\") }
            result.append(character.isNewline ? "*" : character)
        }
        return result
    }
}

extension [String] {
    /// Goes on with the text of a message behind what the last line has.
    func appendingText(of message: ShownMessage, indent: String) -> [String] {
        let texts = ChatLines.text(of: message)
        var lines = self
        let head = lines.popLast() ?? ""
        lines.append(texts[0].isEmpty ? head : head + " " + texts[0])
        for text in texts.dropFirst() { lines.append(text.isEmpty ? "" : indent + text) }
        return lines
    }
}
