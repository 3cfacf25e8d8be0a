// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Plugins
internal import Store

/// The template that a flow or command declares for outside the 24-hour window.
extension EffectReader {
    /// What goes in the message's place when the window is closed: the template for the first of the turn, nothing for the others,
    /// which it speaks for; nil where nothing is declared.
    func fallback(for message: OutgoingMessage, in batch: TurnBatch) -> JSON? {
        guard outsideWindow != nil, !OutgoingContent.isTemplate(message.content), let number = conversation.number else { return nil }
        if let first = batch.outgoing.first(where: { $0.conversation == conversation.id && $0.fallback != nil }) {
            return OutgoingContent.covered(by: first.id)
        }
        return message.content["type"]?.text == "reaction" ? nil : standIn(for: message.content, on: number)
    }

    /// The declared template with its values. One that cannot be filled is no reason to fail a turn whose window may be open.
    func standIn(for content: JSON, on number: String) -> JSON? {
        guard let (outside, template) = outsideWindow else { return nil }
        let language = conversation.opening["language"]?.text ?? services.business.language
        let seen = contact?.json(defaultLanguage: language, defaultTimezone: services.business.timezone) ?? [:]
        let text = content["text"]?.text ?? content["caption"]?.text ?? ""
        // Twilio takes no values for quick replies: what they say stands in its template.
        let isTwilio = services.numbers[number]?.provider == .twilio
        let buttons = isTwilio ? [] : (content["buttons"]?.elements ?? []).map { $0["id"]?.text ?? $0.text ?? "" }
        do {
            do {
                return try filled(outside.content(template, text: text, buttons: buttons, contact: seen), on: number)
            } catch _ where !buttons.isEmpty {
                // Meta's template may have no quick replies yet: the words count.
                return try filled(outside.content(template, text: text, contact: seen), on: number)
            }
        } catch {
            services.logger.warning(
                "the template for outside the window cannot be filled",
                metadata: ["plugin": "\(conversation.plugin)", "template": "\(template.name)", "error": "\(error)"])
            return nil
        }
    }

    private var outsideWindow: (OutsideWindow, TemplateDeclaration)? {
        services.catalog.plugin(conversation.plugin)?.declarations.outsideWindow(conversation.entryKind, conversation.entryName)
    }
}
