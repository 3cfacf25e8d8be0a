// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The conversation that Meta counts a message to.
///
/// Source: Meta, "Status webhook": left out from v24.0 on unless a free entry point is open.
package struct ConversationWindow: Hashable, Sendable {
    package var id: String?
    /// What opened it: "service", "marketing", "referral_conversion" ...
    package var origin: String?
    /// When it ends; only on `sent`.
    package var expires: Timestamp?

    /// Nil where `json` is no object.
    init?(_ json: JSON) {
        guard case .object(let object) = json else { return nil }
        id = object["id"]?.text
        origin = object["origin"]?["type"]?.text
        expires = MetaTime.read(object["expiration_timestamp"])
    }

    var json: JSON {
        var object = JSONObject()
        object["id"] = id.map(JSON.string)
        object["origin"] = origin.map { ["type": .string($0)] }
        object["expiration_timestamp"] = expires.map { .integer($0.milliseconds / 1_000) }
        return .object(object)
    }
}
