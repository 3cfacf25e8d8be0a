// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Plugins
internal import Store

/// Who may do what, and what is kept of it.
extension ConversationServices {
    /// Who may take part in a conversation: what its flow or command says now, else what it said when it began.
    func access(of conversation: StoredConversation) -> Access {
        if let live = catalog.entry(named: conversation.entryName, kind: conversation.entryKind, of: conversation.plugin) { return live.access }
        return conversation.opening["access"]?.text.flatMap(Access.init(rawValue:)) ?? .anyone
    }

    /// Who somebody is for the audit log.
    static func actor(_ contact: Contact) -> String { contact.user.map { AuditRecord.actor($0.id) } ?? AuditRecord.actor(contact.id) }

    /// The record of something that begins; nil for flows that are anybody's, which no log needs.
    /// - Parameter model: The language model that understood the person so, where one did.
    func record(of entry: PluginCatalog.Entry, by contact: Contact, model: String? = nil, at now: Timestamp) -> AuditRecord? {
        guard ["command", "query"].contains(entry.kind) || entry.access != .anyone else { return nil }
        var details: JSONObject = ["contact": .string(contact.id.text)]
        details["model"] = model.map { .string($0) }
        return AuditRecord(
            actor: Self.actor(contact), .command, "\(entry.plugin)/\(entry.name)", details: .object(details), at: now)
    }

    func denial(of subject: String, to contact: Contact, at now: Timestamp) -> AuditRecord {
        AuditRecord(actor: Self.actor(contact), .denied, subject, details: ["contact": .string(contact.id.text)], at: now)
    }

    /// Something suspicious: an incident for admins, and the event `security_alert` for plugins.
    func alert(_ kind: String, _ summary: String, of contact: Contact, _ details: JSONObject = [:], into batch: inout TurnBatch) {
        var details = details
        details["contact"] = .string(contact.id.text)
        details["user"] = contact.user.map { .string($0.id.text) }
        batch.incidents.append(incident(.warning, kind, plugin: nil, summary: summary, details: .object(details)))
        batch.events.append(SecurityAlert.event(
            kind, summary, contact: contact.id, .object(details), id: ids.next(UpdateSubject.self).text, at: clock.now))
    }
}
