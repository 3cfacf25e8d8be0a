// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Plays one scene and notes what the bot says now in place of what the file expects.
struct SceneRecorder {
    /// The scene cannot be recorded: what is wrong is not that the bot says something else.
    struct Refusal: Error {
        var line: Int
        var reason: String
    }

    private let scene: ChatScene
    private let harness: ChatHarness
    private var items: [SceneRewrite.Item] = []
    /// The `<` lines since the last other line, and what came for them.
    private var hearing: [ChatStep] = []
    private var got: [ChatPerson: [ShownMessage]] = [:]
    /// Who has sent something in the unbroken row of `>` lines before this one.
    private var speaking: Set<ChatPerson> = []

    init(_ scene: ChatScene, harness: ChatHarness) {
        self.scene = scene
        self.harness = harness
    }

    /// Plays the scene to its end.
    mutating func record() async -> Result<[ChatEdit], Refusal> {
        var line = scene.line
        do {
            for step in scene.steps {
                line = step.line
                try await play(step)
            }
            for person in scene.people {
                while let message = try await harness.next(for: person) { got[person, default: []].append(message) }
            }
            write()
            // Neither must become what a test expects: a system that nobody has declared, and a script that fails.
            if let call = harness.undeclared.first {
                return .failure(Refusal(line: scene.line, reason: call))
            }
            if let report = try await harness.errors().first {
                return .failure(Refusal(line: scene.line, reason: "the host reports: \(report)"))
            }
        } catch {
            return .failure(Refusal(line: line, reason: "\(error)"))
        }
        return .success(SceneRewrite(scene, items: items).edits)
    }

    private mutating func play(_ step: ChatStep) async throws {
        if case .hear(let person, _, _) = step.action {
            hearing.append(step)
            speaking = []
            if let message = try await harness.next(for: person) { got[person, default: []].append(message) }
            return
        }
        var silent = Set(hearing.compactMap(\.action.person))
        switch step.action {
        case .say(let person, _): if !speaking.contains(person) { silent.insert(person) }
        case .pass: silent.formUnion(scene.people)
        case .meet, .act, .hear: break
        }
        for person in scene.people where silent.contains(person) {
            for _ in try await harness.pending(for: person) {
                if let message = try await harness.next(for: person) { got[person, default: []].append(message) }
            }
        }
        write()
        items.append(.keep(step))
        if case .say = step.action {} else { speaking = [] }
        switch step.action {
        case .meet(let person): try await harness.meet(person)
        case .say(let person, let utterance):
            speaking.insert(person)
            try await harness.say(utterance, from: person)
        case .pass(let duration): try await harness.pass(duration)
        case .act(let deed): try await harness.perform(deed)
        case .hear: break
        }
    }

    /// Sets what came beside what was expected, for each person by themselves.
    private mutating func write() {
        var moves: [ChatPerson: [ChatAlignment.Move]] = [:]
        for person in scene.people {
            let expected = hearing.compactMap { step -> ChatAlignment.Expected? in
                guard case .hear(person, let pattern, let choices) = step.action else { return nil }
                return ChatAlignment.Expected(pattern: pattern, choices: choices)
            }
            moves[person] = ChatAlignment.of(expected, got[person] ?? [])
        }
        for step in hearing {
            guard let person = step.action.person else { continue }
            while let move = moves[person]?.first {
                moves[person]?.removeFirst()
                if write(move, person, step) { break }
            }
        }
        // What nobody expected comes after what was.
        for person in scene.people {
            for move in moves[person] ?? [] {
                if case .extra(let index) = move, let message = got[person]?[index] { items.append(.add(message, person)) }
            }
        }
        hearing = []
        got = [:]
    }

    /// Whether the move was about the step.
    private mutating func write(_ move: ChatAlignment.Move, _ person: ChatPerson, _ step: ChatStep) -> Bool {
        switch move {
        case .pair(_, let index, let agreement):
            if let message = got[person]?[index] { items.append(.rewrite(step, message, agreement)) }
            return true
        case .missing:
            items.append(.drop(step))
            return true
        case .extra(let index):
            if let message = got[person]?[index] { items.append(.add(message, person)) }
            return false
        }
    }
}
