// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

/// The event by which any plugin says that somebody wants to talk to a human: `bot.emit("human_wanted", { question = ... })`. Admins are told of it.
enum HumanWanted {
    static let name = "human_wanted"
    static let incidentKind = "human.wanted"
}

extension EffectReader {
    /// What admins see of it.
    /// - Parameter fields: The event's own: what the person had asked.
    func humanWanted(_ contact: Contact, _ fields: JSON) -> Incident {
        var details = fields.object ?? [:]
        details["contact"] = .string(contact.id.text)
        details["number"] = conversation.number.map { .string($0) }
        return services.incident(
            .warning, HumanWanted.incidentKind, plugin: conversation.plugin,
            summary: "\(contact.name ?? "somebody") wants to talk to a human", details: .object(details))
    }
}
