// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Plugins
internal import Store

/// A waiting conversation first, then commands, then triggers, then the flow named "fallback" where there is one.
struct Routing: Middleware {
    let catalog: PluginCatalog
    let civil: CivilTime
    let clock: any Clock

    func handle(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        if let waiting = message.waiting { return .answer(waiting) }
        if let text = Self.words(of: message) {
            if let (entry, rest) = catalog.command(in: text, of: message.plugins), case .command(let command) = entry.declaration {
                guard message.allows(entry.access) else { return .deny(entry, otherwise: try fallback(message, next: next)) }
                return begin(entry, command, rest, message)
            }
            if let entry = catalog.flow(triggeredBy: text), message.reaches(entry.plugin) {
                guard message.allows(entry.access) else { return .deny(entry, otherwise: try fallback(message, next: next)) }
                return .begin(entry, given: .null)
            }
        }
        return try fallback(message, next: next)
    }

    /// The flow for whatever nothing else wants, where there is one that the person may use.
    private func fallback(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        guard let fallback = catalog.entry(named: "fallback"), message.reaches(fallback.plugin), message.allows(fallback.access) else {
            return try next(message)
        }
        return .begin(fallback, given: .null)
    }

    /// What was written, or the id of what was tapped: a button of a conversation that is over still leads on.
    private static func words(of message: IncomingMessage) -> String? {
        switch message.content["type"]?.text {
        case "buttons", "list": message.content["id"]?.text ?? message.text
        case "text": message.text
        default: nil
        }
    }

    private func begin(
        _ entry: PluginCatalog.Entry, _ command: CommandDeclaration, _ rest: String, _ message: IncomingMessage
    ) -> Disposition {
        let texts = HostTexts.of(message.language)
        do {
            return .begin(entry, given: try CommandReader(command, civil: civil).read(rest, now: clock.now))
        } catch {
            let reply =
                switch error.reason {
                case .missing(let name): texts.missing(name, error.usage)
                case .wrong(let name, let value, let expected): texts.wrong(name, value, expected, error.usage)
                case .unexpected(let text): texts.unexpected(text, error.usage)
                }
            return .reply(["type": "text", "text": .string(reply)])
        }
    }
}
