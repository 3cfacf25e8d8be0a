// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// How the lines of a scene become those of what really happened.
struct SceneRewrite {
    /// What becomes of a scene, in the order of its new lines.
    enum Item {
        /// The step stays as it is.
        case keep(ChatStep)
        /// The step is a `<` line, and this is its message. What agrees stays in the file's words.
        case rewrite(ChatStep, ShownMessage, ChatAlignment.Agreement)
        /// The step is a `<` line whose message did not come.
        case drop(ChatStep)
        /// The person got a message that the file does not have.
        case add(ShownMessage, ChatPerson)
    }

    private(set) var edits: [ChatEdit] = []
    /// Whose lines those without a name are.
    private var speaker: ChatPerson
    /// The line before which something new is written.
    private var place: Int

    init(_ scene: ChatScene, items: [Item]) {
        speaker = scene.speaker
        place = scene.steps.first?.line ?? scene.line + 1
        for item in items { add(item) }
    }

    private mutating func add(_ item: Item) {
        switch item {
        case .keep(let step):
            keepSpeaker(of: step)
            place = step.line + step.lineCount
        case .rewrite(let step, let message, let agreement):
            keepSpeaker(of: step)
            if !agreement.isFull {
                edits.append(
                    ChatEdit(line: step.line, count: step.lineCount, replacement: Self.lines(step, message, agreement)))
            }
            place = step.line + step.lineCount
        case .drop(let step):
            edits.append(ChatEdit(line: step.line, count: step.lineCount, replacement: []))
            place = step.line + step.lineCount
        case .add(let message, let person):
            let lines = ChatLines.heard(message, name: person == speaker ? nil : person.name)
            edits.append(ChatEdit(line: place, count: 0, replacement: lines))
            speaker = person
        }
    }

    /// A line without a name must still be the same person's when lines with names come or go above it.
    private mutating func keepSpeaker(of step: ChatStep) {
        guard let person = step.action.person else { return }
        if step.isBare, person != speaker {
            edits.append(ChatEdit(line: step.line, count: 0, replacement: [ChatLines.goOn(with: person)]))
        }
        speaker = person
    }

    private static func lines(_ step: ChatStep, _ message: ShownMessage, _ agreement: ChatAlignment.Agreement) -> [String] {
        guard case .hear(_, _, let choices) = step.action else { return [] }
        let source = step.source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let indent = source.dropFirst().first { !$0.isEmpty }.map { String($0.prefix { $0.isWhitespace }) } ?? "  "
        let firstChoice = source.indices.dropFirst().first { ChatParser.choices(source[$0]) != nil } ?? source.count
        let head = source[0].prefix { $0 != "<" } + "<"
        let text = agreement.text ? Array(source[..<firstChoice]) : [String(head)].appendingText(of: message, indent: indent)
        // A file that says nothing about choices goes on saying nothing.
        if choices == nil { return text }
        return text + (agreement.choices ? Array(source[firstChoice...]) : ChatLines.choices(of: message, indent: indent))
    }
}
