// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Language
internal import Plugins
internal import Store

/// `bot.language.intents`: what a sentence may ask for that the person of the conversation may use.
struct IntentOperations: Sendable {
    let book: IntentBook
    let numbers: NumberBook
    let times: CivilTimes

    /// What is longer is no sentence.
    private static let longestText = 4_096

    var intents: Operation {
        Operation("language.intents", .read) { arguments, context, connection in
            guard let text = arguments["text"]?.text, text.utf8.count <= Self.longestText else { return .array([]) }
            let contact = try context.contact.flatMap { try ContactRepository.contact($0, in: connection) }
            let plugins = context.number.flatMap { numbers[$0]?.plugins }
            let meanings = book.meanings(of: text, now: context.now, in: times.civil(in: context.zone)) { entry in
                entry.access.permits(contact?.user?.role) && (plugins?.contains(entry.plugin) ?? true)
            }
            let likely = meanings.prefix(IntentDecision.most).prefix { $0.confidence >= IntentDecision.likely }
            let language = contact?.spokenLanguage ?? WrittenLanguage.of(text) ?? context.number.flatMap { numbers[$0]?.language } ?? "en"
            let isSure = IntentDecision(meanings.map(\.candidate)) == .act
            return Meanings.json(likely, isSure: isSure, language: language)
        }
    }
}
