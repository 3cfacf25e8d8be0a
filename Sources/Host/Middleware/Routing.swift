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
    let defaultLanguage: String

    func handle(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        if let waiting = message.waiting { return .answer(waiting) }
        if let text = Self.words(of: message) {
            if let (entry, rest) = catalog.command(in: text), case .command(let command) = entry.declaration {
                return begin(entry, command, rest, message)
            }
            if let entry = catalog.flow(triggeredBy: text) { return allowed(entry, given: .null, message) }
        }
        if let fallback = catalog.entry(named: "fallback") { return allowed(fallback, given: .null, message) }
        return try next(message)
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
        guard entry.access == .anyone else { return refused(message) }
        let texts = HostTexts.of(message.contact.language ?? defaultLanguage)
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

    private func allowed(_ entry: PluginCatalog.Entry, given: JSON, _ message: IncomingMessage) -> Disposition {
        // Nobody is linked to a user yet, so only what is open to anyone is open.
        entry.access == .anyone ? .begin(entry, given: given) : refused(message)
    }

    private func refused(_ message: IncomingMessage) -> Disposition {
        let texts = HostTexts.of(message.contact.language ?? defaultLanguage)
        return .reply(["type": "text", "text": .string(texts.notAllowed)])
    }
}
