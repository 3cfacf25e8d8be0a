// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A person has a new business-scoped user id, told outside of any message.
///
/// Meta announced the field `user_id_update` in 2026 and tells of such changes in `system` messages since August; resellers
/// pass the field on.
package struct IdentityUpdate: Hashable, Sendable {
    /// What the person was called.
    package var person: ContactAliases
    /// What the person is called from now on.
    package var successor: ContactAliases
    package var detail: String?
    package var timestamp: Timestamp?
    /// As Meta sent it.
    package var raw: JSON

    /// Reads a member of `user_id_update[]`.
    /// - Returns: nil where it names no new id.
    init?(_ object: JSONObject) {
        var person = ContactAliases(), successor = ContactAliases()
        for name in ["user_id", "parent_user_id"] {
            person.take(object[name]?["previous"]?.text ?? object["previous_\(name)"]?.text)
            let current = object[name]?["current"]?.text ?? object["current_\(name)"]?.text
            successor.take(current ?? object["new_\(name)"]?.text ?? object[name]?.text)
        }
        guard !successor.isAnonymous else { return nil }
        // The number stays: it tells who the person was and is.
        person.take(object["wa_id"]?.text)
        self.person = person.isAnonymous ? successor : person
        self.successor = successor
        detail = object["detail"]?.text
        timestamp = MetaTime.read(object["timestamp"])
        raw = .object(object)
    }
}
