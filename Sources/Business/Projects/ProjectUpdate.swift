// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What somebody has told about a project.
package struct ProjectUpdate: Hashable, Sendable {
    package var user: UserID
    package var text: String
    package var createdAt: Timestamp

    package static let longestText = 4_000

    package init(user: UserID, text: String, createdAt: Timestamp) {
        self.user = user
        self.text = text
        self.createdAt = createdAt
    }
}
