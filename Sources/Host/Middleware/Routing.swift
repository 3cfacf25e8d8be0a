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
                return begin(entry, command, rest, message)
            }
            if let entry = catalog.flow(triggeredBy: text), message.reaches(entry.plugin) { return allowed(entry, given: .null, message) }
        }
        if let fallback = catalog.entry(named: "fallback"), message.reaches(fallback.plugin) { return allowed(fallback, given: .null, message) }
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

    private func allowed(_ entry: PluginCatalog.Entry, given: JSON, _ message: IncomingMessage) -> Disposition {
        // Nobody is linked to a user yet, so only what is open to anyone is open.
        entry.access == .anyone ? .begin(entry, given: given) : refused(message)
    }

    private func refused(_ message: IncomingMessage) -> Disposition {
        let texts = HostTexts.of(message.language)
        return .reply(["type": "text", "text": .string(texts.notAllowed)])
    }
}
