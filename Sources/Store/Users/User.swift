// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Somebody of the staff, who may do more than write to us.
package struct User: Hashable, Sendable {
    /// What somebody may do; each role may do what those before it may.
    package enum Role: String, Hashable, Sendable, CaseIterable, Comparable {
        case member, manager, admin

        package static func < (left: Role, right: Role) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    package var id: UserID
    package var name: String
    package var role: Role
    /// BCP 47; nil: as their contact has it.
    package var language: String?
    /// An IANA name; nil: as their contact has it.
    package var timezone: String?
    /// Since when they are here no longer; nil: they are.
    package var disabledAt: Timestamp?

    package init(id: UserID, name: String, role: Role, language: String? = nil, timezone: String? = nil, disabledAt: Timestamp? = nil) {
        self.id = id
        self.name = name
        self.role = role
        self.language = language
        self.timezone = timezone
        self.disabledAt = disabledAt
    }

    /// What scripts see as `chat.user`.
    package var json: JSON {
        var object: JSONObject = ["id": .string(id.text), "name": .string(name), "role": .string(role.rawValue)]
        object["language"] = language.map { .string($0) }
        object["timezone"] = timezone.map { .string($0) }
        return .object(object)
    }
}
