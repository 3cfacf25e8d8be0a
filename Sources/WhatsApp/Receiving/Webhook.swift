// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// One POST of Meta's: every update in it, in order.
///
/// Nothing inside makes reading fail, and there may be any number of updates: Meta's 1,000 are "not guaranteed", and what is refused as a
/// whole is lost after seven days. A member of strange shape becomes an `unknown` message or a
/// `malformed` update with its JSON, so that it is stored and counted rather than lost.
package struct Webhook: Hashable, Sendable {
    /// What `object` says in every webhook of WhatsApp's.
    package static let object = "whatsapp_business_account"

    package var updates: [Update]

    /// How many updates could not be read.
    package var malformedCount: Int {
        updates.count { if case .malformed = $0.kind { true } else { false } }
    }

    /// Takes every `entry[] → changes[] → value.messages[] / statuses[] / errors[]`, and every other change as it is.
    /// - Throws: ``WebhookError`` where `json` is no WhatsApp webhook at all.
    package static func parse(_ json: JSON) throws(WebhookError) -> Webhook {
        guard case .object(let root) = json else { throw .notAnObject }
        let object = root["object"]?.text
        guard object == Self.object else { throw .notWhatsApp(object: object) }
        guard case .array(let entries)? = root["entry"] else { throw .noEntries }
        var reader = WebhookReader()
        for entry in entries { reader.read(entry: entry) }
        return Webhook(updates: reader.updates)
    }
}
