// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Reads the lines of a `.chat` file into scenes.
///
/// The people of a file are known from their `contact:` line to its end; every scene begins with the first of them.
struct ChatParser {
    private let file: String
    private let lines: [String]
    private var next = 0
    private var problems: [ChatProblem] = []
    private var people = ChatPeople()
    private var scene: ChatScene

    init(_ text: String, file: String) {
        self.file = file
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { String($0).withoutTrailingSpaces }
        scene = ChatScene(line: 1, title: nil, speaker: people.speaker, steps: [])
    }

    mutating func scenes() throws(ChatProblems) -> [ChatScene] {
        var scenes: [ChatScene] = []
        while next < lines.count {
            let line = lines[next]
            next += 1
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("---") {
                finish(into: &scenes)
                let title = line.drop { $0 == "-" }.description.trimmed
                people.beginScene()
                scene = ChatScene(line: next, title: title.isEmpty ? nil : title, speaker: people.speaker, steps: [], staff: people.all.filter { $0.role != nil })
                continue
            }
            do {
                try read(line, number: next)
            } catch {
                problems.append(ChatProblem(file: file, line: error.line, message: error.message))
            }
        }
        finish(into: &scenes)
        guard problems.isEmpty else { throw ChatProblems(problems: problems) }
        return scenes
    }

    /// Lines that only introduce people are no scene.
    private mutating func finish(into scenes: inout [ChatScene]) {
        let isPlayed = scene.steps.contains { step in
            if case .meet = step.action { false } else { true }
        }
        guard isPlayed else { return }
        if scene.title == nil, scene.line == 1 { scene.line = scene.steps[0].line }
        scenes.append(scene)
    }

    // MARK: - Lines

    private struct Mistake: Error {
        var line: Int
        var message: String
    }

    private mutating func read(_ line: String, number: Int) throws(Mistake) {
        guard let first = line.first else { return }
        if first.isWhitespace {
            throw Mistake(line: number, message: "an indented line continues the \">\" or \"<\" line above it, and there is none")
        }
        let rest = line.dropFirst().description.trimmed
        switch first {
        case ">": try say(people.speaker, rest, line, number)
        case "<": try hear(people.speaker, rest, line, number)
        case "~": append(.pass(try duration(rest, number)), line, number)
        case "!": try act(people.speaker, rest, line, number)
        default:
            if line.lowercased().hasPrefix("contact:") {
                do {
                    append(.meet(try people.meet(line.dropFirst(8).description.trimmed)), line, number)
                } catch {
                    throw Mistake(line: number, message: error.message)
                }
            } else {
                try named(line, number)
            }
        }
    }

    /// A `!` line: what happens to the bot, or what a person does that is no message.
    private mutating func act(_ person: ChatPerson, _ text: String, _ line: String, _ number: Int) throws(Mistake) {
        if let utterance = try utterance(text, number) {
            append(.say(person, utterance), line, number)
        } else {
            append(.act(try deed(text, number)), line, number)
        }
    }

    private func utterance(_ text: String, _ number: Int) throws(Mistake) -> ChatUtterance? {
        do {
            return try ChatUtterance(deed: text)
        } catch {
            throw Mistake(line: number, message: error.message)
        }
    }

    /// `Amina> ...`, `Omar< ...` and `Omar! call`
    private mutating func named(_ line: String, _ number: Int) throws(Mistake) {
        guard let sign = line.firstIndex(where: { "><!".contains($0) }) else {
            if Self.choices(line) != nil {
                throw Mistake(
                    line: number, message: "the choices of a message are indented below its \"<\" line; a tap is \"> [Yes]\": \(line)")
            }
            throw Mistake(
                line: number,
                message: """
                    a line begins with ">" (the person), "<" (the bot), "!" (do), "~" (time), "contact:", "---" (next scene) \
                    or "#" (comment), and this one is: \(line)
                    """)
        }
        let name = line[..<sign].description.trimmed
        guard let person = people.switchTo(name) else {
            let hint = NearestName.of(name, among: people.names).map { "did you mean \"\($0)\"?" }
                ?? "introduce them above: contact: \(name), +201001234567"
            throw Mistake(line: number, message: "nobody here is called \"\(name)\": \(hint)")
        }
        let rest = line[line.index(after: sign)...].description.trimmed
        switch line[sign] {
        case ">": try say(person, rest, line, number)
        case "<": try hear(person, rest, line, number)
        default: try act(person, rest, line, number)
        }
    }

    private mutating func append(_ action: ChatStep.Action, _ source: String, _ number: Int) {
        scene.steps.append(ChatStep(line: number, source: source, action: action))
    }

    // MARK: - What is said

    private mutating func say(_ person: ChatPerson, _ text: String, _ line: String, _ number: Int) throws(Mistake) {
        let more = continuation()
        let utterance: ChatUtterance
        do {
            utterance = try ChatUtterance(text: ([text] + more.texts).joined(separator: "\n"))
        } catch {
            throw Mistake(line: number, message: error.message)
        }
        append(.say(person, utterance), ([line] + more.sources).joined(separator: "\n"), number)
    }

    private mutating func hear(_ person: ChatPerson, _ text: String, _ line: String, _ number: Int) throws(Mistake) {
        let more = continuation()
        var texts = [text]
        var choices: [ChatPattern]?
        for (place, line) in more.texts.enumerated() {
            if let titles = Self.choices(line) {
                choices = (choices ?? []) + titles.map(ChatPattern.init)
            } else if choices != nil, !line.isEmpty {
                throw Mistake(line: number + place + 1, message: "the choices end the message: its text stands above them")
            } else if choices == nil {
                texts.append(line)
            }
        }
        // Empty lines above the choices are layout.
        while texts.count > 1, texts.last?.isEmpty == true { texts.removeLast() }
        let expected = texts.joined(separator: "\n")
        guard !expected.isEmpty else {
            throw Mistake(line: number, message: "write what the bot says behind \"<\", or \"< *\" for any message")
        }
        append(.hear(person, ChatPattern(expected), choices: choices), ([line] + more.sources).joined(separator: "\n"), number)
    }

    /// Takes the indented lines that follow, with the empty ones between them.
    private mutating func continuation() -> (texts: [String], sources: [String]) {
        var sources: [String] = []
        var end = next
        while end < lines.count, lines[end].isEmpty || lines[end].first?.isWhitespace == true {
            end += 1
            if !lines[end - 1].isEmpty {
                sources += lines[next..<end]
                next = end
            }
        }
        // An empty line says nothing about how far the others are indented.
        let indent = sources.first { !$0.isEmpty }.map { $0.prefix { $0.isWhitespace }.count } ?? 0
        let texts = sources.map { line in
            line.dropFirst(min(indent, line.prefix { $0.isWhitespace }.count)).description
        }
        return (texts, sources)
    }

    /// The titles of a line like `[Yes] [No]`; nil where it is something else.
    static func choices(_ line: String) -> [String]? {
        var rest = Substring(line.trimmed)
        guard rest.hasPrefix("[") else { return nil }
        var titles: [String] = []
        while rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            titles.append(rest[rest.index(after: rest.startIndex)..<end].description.trimmed)
            rest = rest[rest.index(after: end)...].drop(while: \.isWhitespace)
        }
        return rest.isEmpty ? titles : nil
    }

    // MARK: - What is done

    private func duration(_ text: String, _ number: Int) throws(Mistake) -> Duration {
        do {
            return try DurationWords.parse(text)
        } catch {
            throw Mistake(line: number, message: "\(error)")
        }
    }

    private func deed(_ text: String, _ number: Int) throws(Mistake) -> ChatDeed {
        do {
            return try ChatDeed(text)
        } catch {
            throw Mistake(line: number, message: error.message)
        }
    }
}

/// What is wrong with a part of a line.
struct ChatMistake: Error {
    var message: String
}
