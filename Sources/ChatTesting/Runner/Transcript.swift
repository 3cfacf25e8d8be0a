// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A conversation as it is printed: what was said, and where it parted from the file.
struct Transcript {
    private var lines: [String] = []
    /// Whether lines need the name of the person.
    private let showsNames: Bool

    init(showsNames: Bool) { self.showsNames = showsNames }

    /// With each line moved to the right.
    var text: String { lines.joined(separator: "\n") }

    /// A step that went as written, in the file's own words.
    mutating func add(_ step: ChatStep) { add(step.source, sign: " ") }

    /// What the bot really said.
    mutating func add(_ message: ShownMessage, to person: ChatPerson) { add(text(of: message, to: person), sign: " ") }

    /// What the file says and did not happen.
    mutating func miss(_ step: ChatStep) { add(step.source, sign: "-") }

    /// What happened and the file does not say.
    mutating func surprise(_ message: ShownMessage, to person: ChatPerson) { add(text(of: message, to: person), sign: "+") }

    func text(of message: ShownMessage, to person: ChatPerson) -> String {
        var text = (showsNames ? person.name : "") + "< " + message.text.replacing("\n", with: "\n  ")
        if !message.choices.isEmpty { text += "\n  " + message.choices.map { "[\($0.title)]" }.joined(separator: " ") }
        return text
    }

    private mutating func add(_ text: String, sign: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { lines.append("  \(sign) \(line)") }
    }
}

extension String {
    fileprivate func replacing(_ separator: Character, with replacement: String) -> String {
        split(separator: separator, omittingEmptySubsequences: false).joined(separator: replacement)
    }
}
