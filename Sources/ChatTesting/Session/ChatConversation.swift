// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What was said and done in a conversation, to be written as a scene of a `.chat` file.
struct ChatConversation {
    private enum Entry {
        /// The sign of its line is `>`, or `!` for what is no message.
        case say(ChatPerson, String, sign: String)
        case hear(ChatPerson, ShownMessage)
        /// A `~` or `!` line.
        case happen(String)
    }

    private var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    mutating func say(_ source: String, _ person: ChatPerson) { entries.append(.say(person, source, sign: ">")) }
    mutating func act(_ source: String, by person: ChatPerson) { entries.append(.say(person, source, sign: "!")) }
    mutating func hear(_ message: ShownMessage, _ person: ChatPerson) { entries.append(.hear(person, message)) }
    mutating func pass(_ source: String) { entries.append(.happen("~ " + source)) }
    mutating func act(_ source: String) { entries.append(.happen("! " + source)) }

    /// The text of the file. Who chats is introduced where there is more than one person.
    func text(people: [ChatPerson]) -> String {
        var lines = people.count > 1 ? people.map(ChatLines.introduce) + [""] : []
        // The person of a scene's first line is the first that the file introduces.
        var speaker = people.first
        if people.count > 1 { speaker = people.last }
        for entry in entries {
            switch entry {
            case .say(let person, let source, let sign):
                lines.append((person == speaker ? "" : person.name) + sign + " " + source)
                speaker = person
            case .hear(let person, let message):
                lines += ChatLines.heard(message, name: person == speaker ? nil : person.name)
                speaker = person
            case .happen(let line): lines.append(line)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
