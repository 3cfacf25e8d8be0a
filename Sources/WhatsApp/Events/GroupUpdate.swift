// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What happens to a group of the number: made, deleted, renamed, suspended, people come and go.
///
/// Source: Meta, "Webhooks for Groups API": the fields `group_lifecycle_update`, `group_participants_update`,
/// `group_settings_update` and `group_status_update`.
package struct GroupUpdate: Hashable, Sendable {
    package var field: String
    /// Meta's type of it, such as "group_create" or "group_participants_remove".
    package var type: String
    /// Nil where the group could not be made.
    package var groupID: String?
    /// Of a request of ours, that this answers.
    package var requestID: String?
    package var timestamp: Timestamp?
    /// People that joined, asked to, left, or could not be added or removed.
    package var people: [ContactAliases]
    package var errors: [PlatformError]
    /// As Meta sent it.
    package var raw: JSON

    /// Reads a member of `groups[]`.
    /// - Returns: nil where it has no type.
    init?(_ object: JSONObject, field: String) {
        guard let type = object["type"]?.text else { return nil }
        self.field = field
        self.type = type
        groupID = object["group_id"]?.text
        requestID = object["request_id"]?.text
        timestamp = MetaTime.read(object["timestamp"])
        var people: [ContactAliases] = []
        for name in ["added_participants", "removed_participants", "failed_participants", "participants"] {
            for case .object(let person) in object[name]?.elements ?? [] { people.append(ContactAliases(person: person)) }
        }
        let alone = ContactAliases(person: object)
        if people.isEmpty, !alone.isAnonymous { people = [alone] }
        self.people = people.filter { !$0.isAnonymous }
        errors = object["errors"]?.elements?.compactMap { PlatformError($0) } ?? []
        raw = .object(object)
    }
}
