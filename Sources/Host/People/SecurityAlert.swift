// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

/// The event by which plugins learn of something suspicious: `bot.on("security_alert", function(event) ... end)`.
enum SecurityAlert {
    static let name = "security_alert"

    /// - Parameters:
    ///   - kind: As the incident's, such as "security.denials".
    ///   - details: What the incident has.
    static func event(_ kind: String, _ summary: String, contact: ContactID?, _ details: JSON, id: String, at time: Timestamp) -> StoredEvent {
        StoredEvent(
            id: id, name: name, plugin: nil, contact: contact,
            fields: ["kind": .string(kind), "summary": .string(summary), "details": details], createdAt: time)
    }
}
