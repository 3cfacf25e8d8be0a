// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import WhatsApp

/// What of a webhook an admin should see.
extension WebhookTransaction {
    /// What the update means for an admin; nil for most.
    /// - Parameters:
    ///   - contact: The person that it is about.
    ///   - isRouted: Whether whoever signed it may speak for its number.
    func incident(of update: Update, as id: UpdateID, contact: ContactID?, isRouted: Bool) -> Incident? {
        switch update.kind {
        case .error(let error) where isRouted:
            return incident(id, .error, "platform.error", error.description, error.json)
        case .message(let message) where isRouted && message.isIdentityChange:
            return incident(
                id, .warning, "security.identity",
                "the identity of a contact has changed: somebody else may have the phone by now, so ask before anything private is sent",
                ["contact": .string(contact?.text ?? ""), "number": .string(update.phoneNumberID ?? ""), "message": message.content])
        case .account(let event) where event.severity >= .warning:
            // Of an account that is none of ours somebody else is told.
            guard !numbers(of: update).isEmpty else { return nil }
            var details: JSONObject = ["field": .string(event.field), "event": .string(event.event), "value": event.raw]
            details["subject"] = event.subject.map { .string($0) }
            details["account"] = update.wabaID.map { .string($0) }
            return incident(
                id, event.severity == .critical ? .error : .warning, "account.\(event.severity.rawValue)", event.summary, .object(details))
        default: return nil
        }
    }

    private func incident(_ id: UpdateID, _ level: Incident.Level, _ kind: String, _ summary: String, _ details: JSON) -> Incident {
        Incident(id: id.text, level: level, kind: kind, plugin: nil, summary: summary, details: details, createdAt: time)
    }
}
