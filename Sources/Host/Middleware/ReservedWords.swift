// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Plugins
internal import Store

/// `cancel`, `help` and `menu` work at any time, in the middle of a conversation too.
///
/// A flow or command that claims "help" or "menu" for itself takes the place of the host's own answer.
struct ReservedWords: Middleware {
    let catalog: PluginCatalog

    func handle(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        guard message.content["type"]?.text == "text", let text = message.text else { return try next(message) }
        guard let word = ReservedWord(text) else {
            if let command = command(helpedWith: text, message) { return .reply(["type": "text", "text": .string(Self.details(of: command, message))]) }
            return try next(message)
        }
        let texts = HostTexts.of(message.language)
        switch word {
        case .cancel:
            // What sleeps until its time (a reminder, a daily summary) is nothing that the person is in the middle of: it goes on.
            let sleeps = message.conversations.contains { $0.state == .waiting && message.reaches($0.plugin) }
            let reply = message.waiting != nil ? texts.cancelled : sleeps ? texts.nothingWaits : texts.nothingToCancel
            return .reply(["type": "text", "text": .string(reply)], ending: message.waiting)
        case .menu:
            if let own = own(text, message) { return .begin(own, given: .null, ending: message.waiting) }
            return .reply(menu(texts, message), ending: message.waiting)
        case .help:
            if message.waiting == nil, let own = own(text, message) { return .begin(own, given: .null) }
            return .reply(["type": "text", "text": .string(help(texts, message))])
        }
    }

    func joins(_ message: IncomingMessage) -> Bool {
        guard let text = message.text else { return true }
        return ReservedWord(text) == nil && command(helpedWith: text, message) == nil
    }

    private func own(_ text: String, _ message: IncomingMessage) -> PluginCatalog.Entry? {
        if let flow = catalog.flow(triggeredBy: text), message.reaches(flow.plugin), message.allows(flow.access) { return flow }
        if let (command, rest) = catalog.command(in: text, of: message.plugins), rest.isEmpty, message.allows(command.access) { return command }
        return nil
    }

    /// Flows that the person may begin and that have a trigger.
    private func flows(for message: IncomingMessage) -> [FlowDeclaration] {
        catalog.plugins.filter { message.reaches($0.name) }.flatMap(\.declarations.flows).filter { !$0.triggers.isEmpty && message.allows($0.access) }
    }

    private func menu(_ texts: HostTexts, _ message: IncomingMessage) -> JSON {
        let rows = flows(for: message).prefix(10).map { flow -> JSON in
            ["id": .string(flow.triggers[0]), "title": .string(String((flow.title?.text(in: message.language) ?? flow.name).prefix(24)))]
        }
        guard !rows.isEmpty else { return ["type": "text", "text": .string(texts.helpNothing)] }
        return [
            "type": "list", "text": .string(texts.menuTitle), "button": .string(texts.menuButton), "rows": .array(Array(rows)),
        ]
    }

    private func help(_ texts: HostTexts, _ message: IncomingMessage) -> String {
        var parts: [String] = []
        if let waiting = message.waiting {
            var title = waiting.entryName
            if let entry = catalog.entry(named: waiting.entryName) { title = entry.title(in: message.language) }
            parts.append(texts.inConversation(title))
        }
        let flowLines = flows(for: message).map { "• *\($0.triggers[0])*" + ($0.title.map { ": \($0.text(in: message.language))" } ?? "") }
        let commandParts = catalog.plugins.filter { message.reaches($0.name) }.compactMap { plugin -> String? in
            let lines = plugin.declarations.commands.filter { isShown($0, to: message) }.map { command in
                "• *\(command.name(in: message.language))*" + (command.help.map { ": \($0.text(in: message.language))" } ?? "")
            }
            return lines.isEmpty ? nil : (["*\(plugin.declarations.title.text(in: message.language))*"] + lines).joined(separator: "\n")
        }
        if flowLines.isEmpty && commandParts.isEmpty {
            parts.append(texts.helpNothing)
        } else {
            parts.append(texts.helpTitle)
            if !flowLines.isEmpty { parts.append(([texts.helpFlows] + flowLines).joined(separator: "\n")) }
            parts += commandParts
            if let first = catalog.plugins.lazy.filter({ message.reaches($0.name) }).flatMap(\.declarations.commands).first(where: { isShown($0, to: message) }) {
                parts.append(texts.helpDetails(first.name(in: message.language)))
            }
            parts.append(texts.helpAlways)
        }
        return parts.joined(separator: "\n\n")
    }

    /// Whether the person may use it, and can read what it is for.
    private func isShown(_ command: CommandDeclaration, to message: IncomingMessage) -> Bool {
        message.allows(command.access) && !command.isHidden && command.help?.speaks(message.language) ?? true
    }

    /// "help task": the command that somebody wants to know more of, where they are in the middle of nothing.
    private func command(helpedWith text: String, _ message: IncomingMessage) -> CommandDeclaration? {
        let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard message.waiting == nil, words.count == 2, case .help? = ReservedWord(String(words[0])),
            let (entry, rest) = catalog.command(in: String(words[1]), of: message.plugins), rest.isEmpty, message.allows(entry.access),
            case .command(let command) = entry.declaration
        else { return nil }
        return command
    }

    private static func details(of command: CommandDeclaration, _ message: IncomingMessage) -> String {
        let texts = HostTexts.of(message.language)
        return texts.helpOf(
            command.help?.text(in: message.language) ?? command.name, command.usage(in: message.language) ?? command.name(in: message.language))
    }
}
