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
            details["next"] = Self.consequence(of: event.change).map { .string($0) }
            return incident(
                id, event.severity == .critical ? .error : .warning, "account.\(event.severity.rawValue)", event.summary, .object(details))
        default: return nil
        }
    }

    /// Somebody else may have the telephone of one of the staff: the link holds no longer, until a code shows who it is.
    func suspend(_ contact: ContactID, _ incident: Incident, into outcome: inout Outcome, _ connection: any Connection) throws {
        let user = try UserLinkRepository.suspend(contact, at: time, in: connection)
        var details = incident.details.object ?? [:]
        if let user {
            try AuditRepository.append(
                [AuditRecord(actor: "host", .suspend, AuditRecord.actor(contact), details: ["user": .string(user.text)], at: time)], in: connection)
            details["user"] = .string(user.text)
            outcome.changed.append(contact)
        }
        try EventRepository.insert(
            SecurityAlert.event(
                incident.kind, incident.summary, contact: contact, .object(details), id: services.ids.next(UpdateSubject.self).text, at: time),
            in: connection)
        outcome.hasEvents = true
    }

    private static func consequence(of change: AccountEvent.Change) -> String? {
        switch change {
        case .blocked: "nothing of its numbers is sent until Meta opens the account again"
        case .restricted: "what Meta forbids waits until the restriction ends, or is taken back"
        case .restored, .messagingLimit, .nothing: nil
        }
    }

    private func incident(_ id: UpdateID, _ level: Incident.Level, _ kind: String, _ summary: String, _ details: JSON) -> Incident {
        Incident(id: id.text, level: level, kind: kind, plugin: nil, summary: summary, details: details, createdAt: time)
    }
}
