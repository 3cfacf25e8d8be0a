// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Plugins
internal import Store

extension TurnRunner {
    /// `chat:go` leads to what the person may not use: the conversation ends, and they are told.
    func refuse(_ entry: PluginCatalog.Entry, to person: Contact?, _ conversation: StoredConversation, into batch: inout TurnBatch) {
        guard let person, let number = conversation.number else { return }
        batch.audit.append(services.denial(of: "\(entry.plugin)/\(entry.name)", to: person, at: now))
        let texts = HostTexts.of(services.language(of: person, on: number))
        batch.outgoing.append(OutgoingMessage(
            id: services.ids.next(), lane: lane, number: number, contact: person.id,
            content: ["type": "text", "text": .string(person.user == nil ? texts.registration : texts.notAllowed)], createdAt: now))
    }
}
