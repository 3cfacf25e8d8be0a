// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What several tasks are for, and who works on it.
package struct Project: Hashable, Sendable {
    package var id: ProjectID
    package var name: String
    /// Who made it.
    package var owner: UserID
    /// Who works on it; the owner is one of them.
    package var members: Set<UserID>
    package var closedAt: Timestamp?
    package var deletedAt: Timestamp?
    package var createdAt: Timestamp

    package static let longestName = 200

    package init(id: ProjectID, name: String, owner: UserID, members: Set<UserID>, createdAt: Timestamp) {
        self.id = id
        self.name = name
        self.owner = owner
        self.members = members.union([owner])
        self.createdAt = createdAt
    }

    /// Everything of it, as the history keeps it and scripts read it.
    package var json: JSON {
        [
            "id": .string(id.text), "name": .string(name), "owner": .string(owner.text), "members": .array(members.sorted().map { .string($0.text) }),
            "closed": .bool(closedAt != nil),
        ]
    }
}
