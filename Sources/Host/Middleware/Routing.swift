// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Plugins
internal import Store

/// A waiting conversation first, then commands and queries as they are written, then triggers, then sentences that are like the examples of
/// something, then the flow named "fallback" where there is one.
struct Routing: Middleware {
    let catalog: PluginCatalog
    let intents: IntentBook
    /// Whether a language model is there to ask what a sentence means.
    let hasModel: Bool
    let times: CivilTimes
    let clock: any Clock

    func handle(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        guard let waiting = message.waiting else { return try begin(message, next: next) }
        if waiting.entryKind != "meaning" || Meanings.isAnswer(message, to: waiting) { return .answer(waiting) }
        // Nobody has to say which one they meant: what they write instead counts.
        return try begin(message, next: next).ending(waiting)
    }

    private func begin(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        if let text = Self.words(of: message) {
            let isTyped = message.content["type"]?.text == "text"
            if let (entry, rest) = catalog.command(in: text, of: message.plugins), case .command(let command) = entry.declaration {
                return try begin(entry, command, rest, text, message, isTyped: isTyped, next: next)
            }
            if let entry = catalog.flow(triggeredBy: text), message.reaches(entry.plugin) {
                return try begin(entry, .null, message, next: next)
            }
            if isTyped { return try understand(text, message, next: next) }
        }
        return try fallback(message, next: next)
    }

    private func begin(
        _ entry: PluginCatalog.Entry, _ given: JSON, _ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition
    ) throws -> Disposition {
        guard message.allows(entry.access) else { return .deny(entry, otherwise: try fallback(message, next: next)) }
        return .begin(entry, given: given)
    }

    /// The flow for whatever nothing else wants, where there is one that the person may use.
    private func fallback(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        guard let fallback = fallbackEntry(for: message) else { return try next(message) }
        return .begin(fallback, given: .null)
    }

    private func fallbackEntry(for message: IncomingMessage) -> PluginCatalog.Entry? {
        guard let entry = catalog.entry(named: "fallback"), message.reaches(entry.plugin), message.allows(entry.access) else { return nil }
        return entry
    }

    /// What was written, or the id of what was tapped: a button of a conversation that is over still leads on.
    private static func words(of message: IncomingMessage) -> String? {
        switch message.content["type"]?.text {
        case "buttons", "list": message.content["id"]?.text ?? message.text
        case "text": message.text
        default: nil
        }
    }

    // MARK: - Commands

    /// Begins a command as it was written. A sentence that only begins like it is understood as a sentence: "set the deadline of it to Friday",
    /// "undo that, please".
    private func begin(
        _ entry: PluginCatalog.Entry, _ command: CommandDeclaration, _ rest: String, _ text: String, _ message: IncomingMessage, isTyped: Bool,
        next: (IncomingMessage) throws -> Disposition
    ) throws -> Disposition {
        let written: Result<JSON, CommandReader.Problem>
        do throws(CommandReader.Problem) {
            written = .success(try CommandReader(command, civil: times.civil(in: message.contact.zone), language: message.language).read(rest, now: clock.now))
        } catch {
            written = .failure(error)
        }
        if isTyped, !rest.isEmpty, let better = sentence(text, than: written, of: entry, command, message) { return .begin(better.entry, given: better.given) }
        switch written {
        case .success(let given): return try begin(entry, given, message, next: next)
        // Whoever may not use it knows nothing of how it is written: it is a sentence that only begins with such a word.
        case .failure where !message.allows(entry.access): return try fallback(message, next: next)
        case .failure(let problem): return .reply(["type": "text", "text": .string(HostTexts.of(message.language).text(of: problem))])
        }
    }

    /// What a text means as a sentence, where that is surely more than what it says as a command.
    private func sentence(
        _ text: String, than written: Result<JSON, CommandReader.Problem>, of entry: PluginCatalog.Entry, _ command: CommandDeclaration, _ message: IncomingMessage
    ) -> (entry: PluginCatalog.Entry, given: JSON)? {
        let meanings = meanings(of: text, message)
        guard let first = meanings.first, IntentDecision(meanings.map(\.candidate)) == .act, case .success(let given) = first.given else {
            // The command's own word stands there: what it needs is found by less.
            guard case .failure = written, let same = meanings.first, same.entry.name == entry.name, same.confidence >= IntentDecision.likely,
                case .success(let given) = same.given
            else { return nil }
            return (entry, given)
        }
        guard case .success(let literal) = written else {
            // Whoever names a value and has it wrong wrote a command, unless it is right in the sentence: "set the priority of it to low".
            if case .failure(let problem) = written, case .wrong(let parameter, _, _) = problem.reason, given[parameter] == nil { return nil }
            return (first.entry, given)
        }
        if first.entry.name == entry.name { return Self.says(given, moreThan: literal, command) ? (entry, given) : nil }
        // Nothing is called by half a sentence.
        if Self.hasOddName(literal, command) { return (first.entry, given) }
        // What has keywords or several values was written as a command.
        return first.confidence >= Self.certain && (literal.object?.count ?? 0) <= 1 ? (first.entry, given) : nil
    }

    /// Whether a sentence says more than the command as it is written: more values, or the same with names that are cut out better.
    private static func says(_ given: JSON, moreThan literal: JSON, _ command: CommandDeclaration) -> Bool {
        let found = given.object ?? [:], written = literal.object ?? [:]
        guard found.count >= written.count, Set(written.keys).isSubset(of: found.keys) else { return false }
        if found.count > written.count { return true }
        let names = Set(command.parameters.filter { $0.type == .name }.map(\.name))
        // Two words are a name as they stand: "that one".
        return found.contains { names.contains($0.key) && $0.value != written[$0.key] && (written[$0.key]?.text ?? "").split(separator: " ").count > 2 }
            && found.allSatisfy { names.contains($0.key) || $0.value == written[$0.key] }
    }

    /// Whether something that names is no name: it has a colon or a comma in it, or more words than a name has.
    private static func hasOddName(_ literal: JSON, _ command: CommandDeclaration) -> Bool {
        command.parameters.contains { parameter in
            guard parameter.type == .name, let text = literal[parameter.name]?.text else { return false }
            return text.contains { ":,،؛".contains($0) } || text.split(separator: " ").count > longestName
        }
    }

    private static let longestName = 6

    /// What outweighs a command that can be read as it is written.
    private static let certain = 0.75

    // MARK: - Sentences

    private func meanings(of text: String, _ message: IncomingMessage) -> [IntentBook.Meaning] {
        intents.meanings(of: text, now: clock.now, in: times.civil(in: message.contact.zone)) { message.reaches($0.plugin) && message.allows($0.access) }
    }

    private func understand(_ text: String, _ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        let meanings = meanings(of: text, message)
        let texts = HostTexts.of(message.language)
        switch IntentDecision(meanings.map(\.candidate)) {
        case .act:
            switch meanings[0].given {
            case .success(let given): return .begin(meanings[0].entry, given: given)
            case .failure(let problem): return .reply(["type": "text", "text": .string(texts.text(of: problem))])
            }
        case .ask(let count):
            // A model knows better than our asking, where the flow that it is asked in is there.
            if hasModel, let fallback = fallbackEntry(for: message), catalog.plugin(fallback.plugin)?.declarations.uses.contains("ai") == true {
                return .begin(fallback, given: .null)
            }
            return .begin(meanings[0].entry.question, given: ["choices": Meanings.json(meanings.prefix(count), language: message.language)])
        case .nothing:
            let otherwise = try fallback(message, next: next)
            guard let denied = denied(text, message) else { return otherwise }
            return .deny(denied, otherwise: otherwise)
        }
    }

    /// A customer is told to register for nothing less.
    private static let unmistakable = 0.88

    /// What a sentence surely asks for that the person may not use.
    private func denied(_ text: String, _ message: IncomingMessage) -> PluginCatalog.Entry? {
        let all = intents.meanings(of: text, now: clock.now, in: times.civil(in: message.contact.zone)) { message.reaches($0.plugin) }
        guard let first = all.first, first.confidence >= Self.unmistakable, IntentDecision(all.map(\.candidate)) == .act else { return nil }
        return first.entry
    }
}

extension Disposition {
    /// The same, and this conversation is over.
    fileprivate func ending(_ conversation: StoredConversation) -> Disposition {
        switch self {
        case .begin(let entry, let given, let ending): .begin(entry, given: given, ending: ending ?? conversation)
        case .reply(let reply, let ending, let stops): .reply(reply, ending: ending ?? conversation, stopsMarketing: stops)
        case .deny(let entry, let otherwise): .deny(entry, otherwise: otherwise.ending(conversation))
        case .code(let code, let otherwise): .code(code, otherwise: otherwise.ending(conversation))
        case .answer, .refuse, .ignore: self
        }
    }
}

extension HostTexts {
    /// What a command needs, as the person is told.
    func text(of problem: CommandReader.Problem) -> String {
        switch problem.reason {
        case .missing(let name): missing(name, problem.usage)
        case .wrong(let name, let value, let expected): wrong(name, value, expected, problem.usage)
        case .unexpected(let text): unexpected(text, problem.usage)
        }
    }
}
