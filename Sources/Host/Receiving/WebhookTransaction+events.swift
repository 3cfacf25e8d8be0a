// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import WhatsApp

/// What plugins hear of a webhook.
extension WebhookTransaction {
    /// Keeps the event that the update is, where anybody wants it. Called for updates that are new alone, so that one which is
    /// delivered again is no second event.
    /// - Parameters:
    ///   - contact: The person that it is about; nil where whoever signed it may not speak for its number.
    ///   - isRouted: Whether whoever signed it may.
    func emit(
        _ update: Update, as id: UpdateID, contact: ContactID?, isRouted: Bool, into outcome: inout Outcome, _ connection: any Connection
    ) throws {
        guard var event = PlatformEvent(update) else { return }
        switch update.kind {
        case .template, .account: guard !numbers(of: update).isEmpty else { return }
        case .group: guard isRouted else { return }
        default: guard contact != nil else { return }
        }
        guard try services.isHeard(event.name) || ConversationRepository.isAnyWaiting(forEvent: event.name, in: connection) else { return }
        event.fields["contact"] = contact.map { .string($0.text) }
        event.fields["number"] = update.phoneNumberID.flatMap { services.numbers[$0]?.json }
        try EventRepository.insert(
            StoredEvent(id: id.text, name: event.name, plugin: nil, contact: contact, fields: .object(event.fields), createdAt: time),
            in: connection)
        outcome.hasEvents = true
    }
}
