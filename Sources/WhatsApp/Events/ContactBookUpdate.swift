// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A contact that the business keeps, or keeps no longer, in its WhatsApp Business app.
///
/// Source: Meta, "smb_app_state_sync webhook".
package struct ContactBookUpdate: Hashable, Sendable {
    package var person: ContactAliases
    /// Nil where the contact was removed.
    package var fullName: String?
    package var firstName: String?
    package var isRemoved: Bool
    package var timestamp: Timestamp?
    /// As Meta sent it.
    package var raw: JSON

    /// Reads a member of `state_sync[]`.
    /// - Returns: nil where it is of another kind, or names nobody.
    init?(_ object: JSONObject) {
        guard object["type"]?.text == "contact", case .object(let contact)? = object["contact"],
            let action = object["action"]?.text
        else { return nil }
        var person = ContactAliases(person: contact)
        person.take(contact["phone_number"]?.text)
        guard !person.isAnonymous else { return nil }
        self.person = person
        fullName = contact["full_name"]?.text
        firstName = contact["first_name"]?.text
        isRemoved = action == "remove"
        timestamp = MetaTime.read(object["metadata"]?["timestamp"])
        raw = .object(object)
    }
}
