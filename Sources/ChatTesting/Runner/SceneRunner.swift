// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Host
internal import Store

/// Plays one scene and compares.
struct SceneRunner {
    let file: String
    let scene: ChatScene
    private let harness: ChatHarness
    private var transcript: Transcript
    private var notes: [String] = []
    /// Who has sent something in the unbroken row of `>` lines before this one.
    private var speaking: Set<ChatPerson> = []
    /// The scripts that failed without a `<` line that expects the apology, each with the line after which it was seen.
    private var broken: [(line: Int, summary: String)] = []
    /// How many failures of scripts were seen.
    private var seen = 0

    init(_ scene: ChatScene, file: String, harness: ChatHarness) {
        self.scene = scene
        self.file = file
        self.harness = harness
        transcript = Transcript(showsNames: scene.people.count > 1)
    }

    /// Where the scene left the file's way.
    private struct Departure: Error {
        var line: Int
        var summary: String
        var expected: String?
        var got: String?
    }

    /// Plays the scene to its end or to the first difference.
    mutating func play() async -> (failure: ChatReport.Failure?, notes: [String]) {
        var failure: ChatReport.Failure?
        do {
            for person in scene.staff { try await harness.meet(person) }
            for step in scene.steps { try await play(step) }
            try await finish()
            try await lookForFailures()
            if let first = broken.first { throw Departure(line: first.line, summary: "a script fails: \(first.summary)") }
        } catch let departure as Departure {
            failure = await self.failure(departure)
        } catch {
            failure = await self.failure(Departure(line: line, summary: "\(error)"))
        }
        if failure == nil {
            for incident in await incidents() { notes.append("\(file):\(scene.line): the host reports: \(incident)") }
        }
        return (failure, notes)
    }

    /// The line that is being played, for errors that do not know it.
    private var line = 1

    private mutating func play(_ step: ChatStep) async throws {
        line = step.line
        if case .say = step.action {} else { speaking = [] }
        switch step.action {
        case .meet(let person):
            try await harness.meet(person)
            transcript.add(step)
        case .say(let person, let utterance):
            try await say(utterance, person, step)
        case .hear(let person, let pattern, let choices):
            try await hear(pattern, choices, person, step)
        case .pass(let duration):
            try await expectSilence(of: scene.people, before: step)
            try await harness.pass(duration)
            transcript.add(step)
        case .act(let deed):
            try await harness.perform(deed)
            transcript.add(step)
        }
        try await lookForFailures()
    }

    private mutating func lookForFailures() async throws {
        // Whether the script catches it or not: what a system answers is for the test to say.
        if let call = harness.undeclared.first { throw Departure(line: line, summary: call) }
        let failures = try await harness.incidents().filter { $0.kind == "conversation.failed" }
        for failure in failures.dropFirst(seen) { broken.append((line, failure.summary)) }
        seen = max(seen, failures.count)
    }

    /// `>` lines in a row are sent one right after the other; otherwise everything that the bot had to say must have been
    /// expected.
    private mutating func say(_ utterance: ChatUtterance, _ person: ChatPerson, _ step: ChatStep) async throws {
        if !speaking.contains(person) { try await expectSilence(of: [person], before: step) }
        speaking.insert(person)
        do {
            try await harness.say(utterance, from: person)
        } catch {
            transcript.miss(step)
            throw Departure(line: step.line, summary: "\(error)")
        }
        transcript.add(step)
    }

    private mutating func hear(
        _ pattern: ChatPattern, _ choices: [ChatPattern]?, _ person: ChatPerson, _ step: ChatStep
    ) async throws {
        guard let message = try await harness.next(for: person) else {
            transcript.miss(step)
            throw Departure(line: step.line, summary: "the bot says nothing", expected: step.source)
        }
        try await lookForFailures()
        if HostTexts.isApology(message.text), !pattern.isAnything, pattern.matches(message.text), !broken.isEmpty {
            broken.removeLast()
        }
        let titles = message.choices.map(\.title)
        var summary: String?
        if !pattern.matches(message.text) {
            summary = "the bot says something else"
        } else if let choices, !(choices.count == titles.count && zip(choices, titles).allSatisfy { $0.matches($1) }) {
            summary = titles.isEmpty ? "the message shows no choices" : "the message shows other choices"
        }
        if let summary {
            transcript.miss(step)
            transcript.surprise(message, to: person)
            throw Departure(
                line: step.line, summary: summary, expected: step.source, got: transcript.text(of: message, to: person))
        }
        if message.isBeyondWindow {
            notes.append(
                "\(file):\(step.line): WhatsApp does not deliver this: more than 24 hours after the person's last message it "
                    + "takes templates only")
        }
        transcript.add(message, to: person)
    }

    // MARK: - Nothing unexpected

    private mutating func expectSilence(of people: [ChatPerson], before step: ChatStep) async throws {
        for person in people {
            guard let message = try await harness.pending(for: person).first else { continue }
            transcript.surprise(message, to: person)
            transcript.add(step)
            throw Departure(
                line: step.line, summary: "the bot says more before this line", got: transcript.text(of: message, to: person))
        }
    }

    /// What is still being tried again counts too.
    private mutating func finish() async throws {
        for person in scene.people {
            guard let message = try await harness.next(for: person) else { continue }
            transcript.surprise(message, to: person)
            throw Departure(
                line: line, summary: "the bot says more after this line", got: transcript.text(of: message, to: person))
        }
    }

    // MARK: - Reporting

    private func failure(_ departure: Departure) async -> ChatReport.Failure {
        ChatReport.Failure(
            file: file, line: departure.line, summary: departure.summary, expected: departure.expected, got: departure.got,
            transcript: transcript.text, incidents: await incidents())
    }

    private func incidents() async -> [String] {
        do {
            return try await harness.errors()
        } catch {
            return ["its incidents cannot be read: \(error)"]
        }
    }
}
